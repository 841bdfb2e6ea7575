import { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { synthesise } from './synthesised.ts';

test('the infrastructure keeps every rule of AwsSolutions, or says why not', () => {
  expect(() => synthesise()).not.toThrow();
});

test('a resource that breaks a rule stops the synthesis', () => {
  expect(synthesiseWithBareQueue).toThrow(/AwsSolutions-SQS3/);
  expect(synthesiseWithBareQueue).toThrow(/AwsSolutions-SQS4/);
});

function synthesiseWithBareQueue(): void {
  synthesise((app) => new Queue(Stack.of(app.node.findChild('EarshotApp')), 'Bare'));
}
