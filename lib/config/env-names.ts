// Every variable the product reads, each name once: the infrastructure sets them, the settings parse them.

/** Set by the infrastructure on the functions that need them. */
export const ENV = {
  table: 'EARSHOT_TABLE',
  mentionsQueue: 'MENTIONS_QUEUE_URL',
  complaintsQueue: 'COMPLAINTS_QUEUE_URL',
  outboxQueue: 'OUTBOX_QUEUE_URL',
  /** Comma-separated `name=url` pairs: the queues whose depth `status` shows, dead-letter queues included. */
  watchedQueues: 'WATCHED_QUEUES',
  alertsTopic: 'ALERTS_TOPIC_ARN',
  /** Path under which SSM holds the secrets below as SecureString parameters; absent on a laptop, where they stand in `.env`. */
  secretsPath: 'EARSHOT_SECRETS_PATH',
  /** Where a person opens the desk, for links in alerts. */
  deskUrl: 'EARSHOT_DESK_URL',
  watchlist: 'EARSHOT_WATCHLIST',
} as const;

/** Set by the operator: environment or `.env` on a laptop, SSM under `secretsPath` in AWS. */
export const ACCOUNT_ENV = {
  xUrl: 'X_API_URL',
  xAppKey: 'X_APP_KEY',
  xAppSecret: 'X_APP_SECRET',
  xAccessToken: 'X_ACCESS_TOKEN',
  xAccessSecret: 'X_ACCESS_SECRET',
  xBearerToken: 'X_BEARER_TOKEN',
  xUserId: 'X_USER_ID',
  xReadAuthors: 'X_READ_AUTHORS',
  blueskyUrl: 'BLUESKY_URL',
  blueskyIdentifier: 'BLUESKY_IDENTIFIER',
  blueskyPassword: 'BLUESKY_PASSWORD',
  mastodonUrl: 'MASTODON_URL',
  mastodonToken: 'MASTODON_TOKEN',
  slackWebhookUrl: 'SLACK_WEBHOOK_URL',
} as const;

/** The metadata under which a function of the template names its entry file, for whoever runs it outside AWS. */
export const ENTRY_METADATA = 'earshot:entry';

/** Read on a laptop only. */
export const LOCAL_ENV = {
  data: 'EARSHOT_DATA',
  port: 'PORT',
  pollSeconds: 'POLL_SECONDS',
  dynamodbEndpoint: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqsEndpoint: 'AWS_ENDPOINT_URL_SQS',
  snsEndpoint: 'AWS_ENDPOINT_URL_SNS',
} as const;
