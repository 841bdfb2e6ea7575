// The arrow rule of docs/architecture.md: doors → flows → adapters → domain → nothing.
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import only: ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^lib/${from}/` },
  to: { path: '^(lib|functions|bin|ui|test)/', pathNot: [`^lib/${from}/`, ...allowed.map((a) => `^lib/${a}`)] },
});

module.exports = {
  forbidden: [
    only('domain-imports-nothing', 'domain', []),
    only('config-imports-domain', 'config', ['domain/']),
    only('store-imports-domain', 'store', ['domain/']),
    only('queues-import-domain', 'queues', ['domain/']),
    only('platforms-import-domain', 'platforms', ['domain/', 'config/accounts']),
    only('chat-imports-domain', 'chat', ['domain/', 'platforms/http', 'platforms/platform-errors']),
    only('classifier-imports-domain', 'classifier', ['domain/']),
    only('flows-import-adapters-and-domain', 'flows', [
      'store/',
      'queues/',
      'platforms/',
      'chat/',
      'classifier/',
      'config/',
      'domain/',
    ]),
    only('api-imports-flows', 'api', ['flows/', 'store/', 'queues/', 'platforms/', 'config/', 'domain/']),
    only('infra-imports-names', 'infra', ['config/', 'store/table', 'domain/']),
    {
      name: 'no-platform-imports-another',
      severity: 'error',
      comment: 'Each network stands alone behind platform.ts.',
      from: { path: '^lib/platforms/([^/]+)/' },
      to: { path: '^lib/platforms/[^/]+/', pathNot: '^lib/platforms/$1/' },
    },
    {
      name: 'cdk-only-in-infra',
      severity: 'error',
      comment: 'The CDK is no part of what runs.',
      from: { pathNot: '^(lib/infra/|bin/app\\.ts|test/)' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    },
    {
      name: 'infra-is-a-leaf',
      severity: 'error',
      comment: 'What runs reads the synthesised template, never the constructs.',
      from: { pathNot: '^(lib/infra/|bin/app\\.ts|test/infra/)' },
      to: { path: '^lib/infra/' },
    },
    {
      name: 'ui-imports-only-types',
      severity: 'error',
      comment: 'The browser shares types with the house, never code.',
      from: { path: '^ui/' },
      to: { path: '^(lib|functions|bin)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-a-door',
      severity: 'error',
      comment: 'Only the local runtime may run the functions beside AWS.',
      from: { path: '^(lib|ui)/', pathNot: '^lib/local/' },
      to: { path: '^(functions|bin)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(lib|functions)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(lib|functions|bin|ui)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
