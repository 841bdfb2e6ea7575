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
  xOauth2ClientId: 'X_OAUTH2_CLIENT_ID',
  xOauth2ClientSecret: 'X_OAUTH2_CLIENT_SECRET',
  xOauth2RefreshToken: 'X_OAUTH2_REFRESH_TOKEN',
  xUserId: 'X_USER_ID',
  xReadAuthors: 'X_READ_AUTHORS',
  xSoftCap: 'X_SOFT_CAP_USD',
  xHardCap: 'X_HARD_CAP_USD',
  blueskyUrl: 'BLUESKY_URL',
  blueskyIdentifier: 'BLUESKY_IDENTIFIER',
  blueskyPassword: 'BLUESKY_PASSWORD',
  mastodonUrl: 'MASTODON_URL',
  mastodonToken: 'MASTODON_TOKEN',
  discourseUrl: 'DISCOURSE_URL',
  discourseApiKey: 'DISCOURSE_API_KEY',
  discourseUsername: 'DISCOURSE_USERNAME',
  youtubeUrl: 'YOUTUBE_API_URL',
  youtubeChannelId: 'YOUTUBE_CHANNEL_ID',
  youtubeClientId: 'YOUTUBE_CLIENT_ID',
  youtubeClientSecret: 'YOUTUBE_CLIENT_SECRET',
  youtubeRefreshToken: 'YOUTUBE_REFRESH_TOKEN',
  googleTokenUrl: 'GOOGLE_TOKEN_URL',
  playUrl: 'PLAY_API_URL',
  playPackage: 'PLAY_PACKAGE',
  playServiceAccount: 'PLAY_SERVICE_ACCOUNT',
  appStoreUrl: 'APP_STORE_API_URL',
  appStoreAppId: 'APP_STORE_APP_ID',
  appStoreIssuerId: 'APP_STORE_ISSUER_ID',
  appStoreKeyId: 'APP_STORE_KEY_ID',
  appStorePrivateKey: 'APP_STORE_PRIVATE_KEY',
  hackerNews: 'HACKER_NEWS',
  hackerNewsUrl: 'HACKER_NEWS_API_URL',
  feeds: 'FEEDS',
  feedsPrivateAddresses: 'FEEDS_FROM_PRIVATE_ADDRESSES',
  reddit: 'REDDIT',
  redditUrl: 'REDDIT_API_URL',
  redditTokenUrl: 'REDDIT_TOKEN_URL',
  redditUsername: 'REDDIT_USERNAME',
  redditClientId: 'REDDIT_CLIENT_ID',
  redditClientSecret: 'REDDIT_CLIENT_SECRET',
  redditRefreshToken: 'REDDIT_REFRESH_TOKEN',
  slackWebhookUrl: 'SLACK_WEBHOOK_URL',
  mailFrom: 'MAIL_FROM',
  mailImapUrl: 'MAIL_IMAP_URL',
  mailSmtpUrl: 'MAIL_SMTP_URL',
  importSecret: 'IMPORT_SECRET',
  metaAppSecret: 'META_APP_SECRET',
  metaVerifyToken: 'META_VERIFY_TOKEN',
  caseLinkSecret: 'CASE_LINK_SECRET',
  caseLinkUrl: 'CASE_LINK_URL',
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
