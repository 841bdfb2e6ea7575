// Where the product says what went wrong; it takes ids and reasons, never the text of a post or personal data.
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, error: unknown): void;
}
