// Random courses of events, part 2 of 2: see test/support/trust.ts.
import { describeTrust } from '../support/trust.ts';

describeTrust({ part: 2, parts: 2 });
