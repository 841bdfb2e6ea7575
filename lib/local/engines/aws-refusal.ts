// A request that AWS would refuse, in the words and with the error names that AWS uses.
import * as z from 'zod';

/** What the caller did wrong; dynalite throws the same shape, so one door answers both. */
export interface AwsRefusal {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** The older name of the error, which the SDK still reads for SQS (header `x-amzn-query-error`). */
  readonly queryCode?: string;
}

export interface RefusalDetail {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly queryCode?: string;
}

/** An error to throw: `type` is the AWS error name, e.g. `com.amazonaws.sqs#QueueDoesNotExist`. */
export function refusal(type: string, message: string, detail: RefusalDetail = {}): Error & AwsRefusal {
  const { fields, ...queryCode } = detail;
  return Object.assign(new Error(message), {
    statusCode: 400,
    body: { __type: type, message, ...fields },
    ...queryCode,
  });
}

export function isRefusal(error: unknown): error is Error & AwsRefusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

/** `input` in the shape of `schema`, or throws what `refuse` makes of the complaint. */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  refuse: (complaint: string) => Error,
): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error));
  return parsed.data;
}
