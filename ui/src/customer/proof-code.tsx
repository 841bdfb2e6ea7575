// A code that the customer sends from their other account or address: whoever sends it has proved that both are theirs.
import { useState } from 'preact/hooks';
import type { LinkCodeView } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Button } from '../shared/parts.tsx';
import { dateTime } from '../shared/times.ts';

export function ProofCode({ customerId }: { readonly customerId: string }) {
  const { desk } = useDesk();
  const [code, setCode] = useState<LinkCodeView>();
  const make = () =>
    void desk.toasts.attempt('No code was made', async () => setCode(await desk.api.makeCode(customerId)));
  if (!code) {
    return (
      <Button class="small" onClick={make}>
        Ask for proof
      </Button>
    );
  }
  return (
    <p class="notice" role="status">
      <strong>{code.code}</strong> {code.text} Valid until {dateTime(code.expiresAt, desk.clock.value)}.{' '}
      <Button class="small" onClick={() => void navigator.clipboard.writeText(code.text)}>
        Copy
      </Button>
    </p>
  );
}
