// One door of the house on Lambda: a function with its own log group and role, allowed nothing it was not given.
import { CfnResource, type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ENTRY_METADATA } from '../config/env-names.ts';
import { type DoorName, doorCodeIn } from './door-code.ts';

export interface DoorFunctionProps {
  readonly door: DoorName;
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** The directory with the built code; without it the function is described but carries no code. */
  readonly built: string | undefined;
}

const NO_CODE = Code.fromInline(
  "throw new Error('This function was synthesised without code. Deploy through the cdk command, which bundles it.');",
);

export class DoorFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: DoorFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.built === undefined ? NO_CODE : Code.fromAsset(doorCodeIn(props.built, props.door)),
      memorySize: props.memoryMb,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
    if (CfnResource.isCfnResource(this.node.defaultChild)) {
      this.node.defaultChild.addMetadata(ENTRY_METADATA, `functions/${props.door}.ts`);
    }
  }
}
