// Random courses of events, part 1 of 2: see test/support/trust.ts.
import { describeTrust } from '../support/trust.ts';

describeTrust({ part: 1, parts: 2 });
