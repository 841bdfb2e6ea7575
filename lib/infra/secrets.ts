// The keys of the connected networks and chats: SecureString parameters under one path, put there by the operator.
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ENV } from '../config/env-names.ts';

const PATH = '/earshot';

/**
 * Lets a function read the secrets, and tells it their path. The grant names the path alone: SSM lets whoever may list a
 * path read everything below it, and the account's own SSM key needs no grant (AWS Systems Manager, GetParametersByPath).
 */
export function openSecretsTo(reader: LambdaFunction): void {
  const path = Stack.of(reader).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: PATH.slice(1),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  reader.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [path] }));
  reader.addEnvironment(ENV.secretsPath, PATH);
}
