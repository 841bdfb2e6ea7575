// Builds the desk before the tests that open it run side by side.
import { buildDesk } from '../../bin/build-desk.ts';

export async function setup(): Promise<void> {
  await buildDesk();
}
