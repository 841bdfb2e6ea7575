// Puts the built page and its run-time settings into the bucket behind the site.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';

export interface DeskFilesProps {
  readonly bucket: IBucket;
  /** The directory with the built code; without it only the settings are put there. */
  readonly built: string | undefined;
  /** What `config.json` tells the page about signing in. */
  readonly signIn: { readonly url: string; readonly clientId: string };
}

export class DeskFiles extends Construct {
  constructor(scope: Construct, id: string, { bucket, built, signIn }: DeskFilesProps) {
    super(scope, id);
    const page = built === undefined ? undefined : builtPage(built);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Nothing is pruned: a page that is open still loads the parts it was built with.
    const common = { destinationBucket: bucket, logGroup, prune: false };
    const parts =
      page &&
      new BucketDeployment(this, 'Parts', {
        ...common,
        sources: [Source.asset(join(page, 'assets'))],
        destinationKeyPrefix: 'assets',
        cacheControl: [CacheControl.maxAge(Duration.days(365)), CacheControl.setPublic(), CacheControl.immutable()],
      });
    const entry = new BucketDeployment(this, 'Entry', {
      ...common,
      sources: [
        ...(page === undefined ? [] : [Source.asset(page, { exclude: ['assets'] })]),
        Source.jsonData('config.json', { signIn }),
      ],
      cacheControl: [CacheControl.noCache()],
    });
    // The page appears only when everything it loads is there.
    if (parts) entry.node.addDependency(parts);
    acknowledgeCopier(this, bucket);
  }
}

function builtPage(built: string): string {
  const page = join(built, 'ui');
  if (existsSync(join(page, 'index.html'))) return page;
  throw new Error(`no built page in ${page}: run "npm run build:ui" first, or the site would be deployed empty`);
}

/** The function that copies the files comes with the CDK, once a stack: its role and runtime are not ours to narrow. */
function acknowledgeCopier(scope: Construct, bucket: IBucket): void {
  const stack = Stack.of(scope);
  const copier = stack.node.children.find((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
  if (copier === undefined)
    throw new Error('The CDK no longer adds a function that copies files: drop this acknowledgement.');
  const target = stack.getLogicalId(bucket.node.defaultChild as CfnBucket);
  const reason =
    'Copies the files of the page at deployment, from the CDK asset bucket to the bucket of the site and nowhere else.';
  const wildcards = [
    'Action::s3:GetBucket*',
    'Action::s3:GetObject*',
    'Action::s3:List*',
    'Action::s3:Abort*',
    'Action::s3:DeleteObject*',
    'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
    `Resource::<${target}.Arn>/*`,
  ];
  Validations.of(copier).acknowledge(
    ...wildcards.map((wildcard) => ({ id: `AwsSolutions-IAM5[${wildcard}]`, reason })),
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: 'Writes its own log; the role comes with the CDK.',
    },
    { id: 'AwsSolutions-L1', reason: 'The CDK chooses the runtime of the function it brings.' },
  );
}
