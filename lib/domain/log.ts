// Where the product says what went wrong; it takes ids and reasons, never the text of a post or personal data.
export interface Log {
  error(message: string, error: unknown): void;
}
