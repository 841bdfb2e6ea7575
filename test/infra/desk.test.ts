import { expect, it } from 'vitest';
import { doors, ofType, type Resource, synthesise } from './synthesised.ts';

const house = synthesise();

function theOnly(type: string): Resource {
  const found = ofType(house, type);
  expect(found).toHaveLength(1);
  return found[0]![1];
}

/** Logical id of the function a route leads to. */
function functionBehind(route: Resource['Properties']): string {
  const [integration] =
    /\w+$/.exec(route.Target['Fn::Join'][1].map((part: { Ref?: string }) => part.Ref ?? '').join('')) ?? [];
  return house.resources[integration!]!.Properties.IntegrationUri['Fn::GetAtt'][0];
}

const distribution = theOnly('AWS::CloudFront::Distribution').Properties.DistributionConfig;

const routes = ofType(house, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

/** The two exceptions: other systems cannot sign in, they sign what they send; a customer's link is signed by us. */
const SIGNED = ['GET /api/import/{proxy+}', 'POST /api/import', 'POST /api/import/{proxy+}'];
const LINKED = ['GET /case/{proxy+}', 'HEAD /case/{proxy+}', 'POST /case/{proxy+}'];

it('nobody reaches the API without having signed in', () => {
  const desk = routes.filter(({ RouteKey }) => ![...SIGNED, ...LINKED].includes(RouteKey));
  expect(desk.map(({ RouteKey }) => RouteKey)).toEqual(['ANY /api/{proxy+}']);
  for (const route of desk) expect(route).toMatchObject({ AuthorizationType: 'JWT' });
  const { IdentitySource, JwtConfiguration } = theOnly('AWS::ApiGatewayV2::Authorizer').Properties;
  expect(IdentitySource).toEqual(['$request.header.Authorization']);
  const [[client] = []] = ofType(house, 'AWS::Cognito::UserPoolClient');
  expect(JwtConfiguration.Audience).toEqual([{ Ref: client }]);
});

it('without signing in other systems reach the import alone, and customers their pages', () => {
  const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');
  expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual([...SIGNED, ...LINKED].sort());
  for (const route of open) {
    const door = LINKED.includes(route.RouteKey) ? 'case' : 'webhook';
    expect(functionBehind(route)).toBe(doors(house).get(door)![0]);
  }
});

it('every other request under /api/ goes to the api function', () => {
  const [api] = routes.filter(({ RouteKey }) => RouteKey === 'ANY /api/{proxy+}');
  expect(functionBehind(api)).toBe(doors(house).get('api')![0]);
});

it('the page signs in with a one-time code and holds no secret', () => {
  expect(theOnly('AWS::Cognito::UserPoolClient').Properties).toMatchObject({
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    SupportedIdentityProviders: ['COGNITO'],
  });
});

it("page, API and customers' pages have one address, and only the page is cached", () => {
  const paths = distribution.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern);
  expect(paths).toEqual(['/api/*', '/case/*']);
  for (const served of distribution.CacheBehaviors) {
    expect(served.AllowedMethods).toEqual(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']);
    // The ids of CloudFront's own policies CachingDisabled and AllViewerExceptHostHeader.
    expect(served.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(served.OriginRequestPolicyId).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(distribution.DefaultCacheBehavior.CachePolicyId).not.toBe(served.CachePolicyId);
  }
});

it("the customers' pages keep the policy they send themselves: the desk's would forbid their forms", () => {
  const [api, pages] = distribution.CacheBehaviors;
  expect(api.ResponseHeadersPolicyId).toEqual(distribution.DefaultCacheBehavior.ResponseHeadersPolicyId);
  expect(pages.ResponseHeadersPolicyId).toBeUndefined();
});

it('page and API travel encrypted only', () => {
  for (const behaviour of [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors]) {
    expect(behaviour.ViewerProtocolPolicy).toBe('redirect-to-https');
  }
  const api = distribution.Origins.find((origin: { CustomOriginConfig?: unknown }) => origin.CustomOriginConfig);
  expect(api.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
});

it('the page runs its own scripts alone and talks to its own API and the sign-in alone', () => {
  const headers = theOnly('AWS::CloudFront::ResponseHeadersPolicy').Properties.ResponseHeadersPolicyConfig;
  const policy = JSON.stringify(headers.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy).toContain(`${rule}`);
  }
  expect(policy).toMatch(/connect-src 'self' https:\/\/"[^;]*\.amazoncognito\.com;/);
  expect(policy).not.toMatch(/unsafe-(inline|eval)/);
});

it('the files of the page are read through the site only', () => {
  const [[bucketId, bucket] = []] = ofType(house, 'AWS::S3::Bucket');
  expect(bucket?.Properties.PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  const { Bucket, PolicyDocument } = theOnly('AWS::S3::BucketPolicy').Properties;
  expect(Bucket.Ref).toBe(bucketId);
  const allowed = PolicyDocument.Statement.filter((each: { Effect: string }) => each.Effect === 'Allow');
  expect(allowed).toHaveLength(1);
  expect(allowed[0]).toMatchObject({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } });
  expect(Object.keys(allowed[0].Condition.StringEquals)).toEqual(['AWS:SourceArn']);
});

it('nothing is open to everybody', () => {
  const policies = Object.values(house.resources).flatMap(
    ({ Properties }) => Properties?.PolicyDocument?.Statement ?? [],
  );
  const allowing = policies.filter((statement: { Effect: string }) => statement.Effect === 'Allow');
  expect(allowing.length).toBeGreaterThan(0);
  for (const { Principal = {} } of allowing) expect(JSON.stringify(Principal)).not.toContain('"*"');
  for (const [, permission] of ofType(house, 'AWS::Lambda::Permission'))
    expect(permission.Properties.SourceArn).toBeDefined();
  expect(ofType(house, 'AWS::Lambda::Url')).toEqual([]);
});

it('the access log says who and which route, never what was looked for', () => {
  const { Format } = theOnly('AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings;
  expect(Format).toContain('$context.routeKey');
  expect(Format).not.toMatch(/\$context\.(path|identity)/);
});
