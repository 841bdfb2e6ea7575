// What the embedded SQS refuses, under the names that the SDK and the SQS manual use.
import { type AwsRefusal, refusal } from './aws-refusal.ts';

/** Errors whose older name, from before the JSON protocol, differs. Source: SQS API reference, common errors. */
const OLDER_NAMES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
};

export function sqsError(name: string, message: string): Error & AwsRefusal {
  return refusal(`com.amazonaws.sqs#${name}`, message, { queryCode: OLDER_NAMES[name] ?? name });
}

export function invalidParameter(parameter: string, value: unknown, reason: string): Error & AwsRefusal {
  return sqsError('InvalidParameterValue', `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}.`);
}
