// What can be put into an answer, or done with it, in one step: saved replies, a holding reply, the customer's page, in private.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Button } from '../shared/parts.tsx';

interface OffersProps {
  readonly page: ThreadPage;
  readonly choose: () => void;
}

export function Offers({ page, choose }: OffersProps) {
  const { desk } = useDesk();
  const { id, list } = page.thread;
  const { direct } = page.permit;
  const { holding, pageUrl, saved } = desk.writing.suggestions(id) ?? { saved: [] };
  const text = desk.drafts.get('reply', id)?.text ?? '';
  const add = (words: string) => desk.writing.wrote(id, text.trim() === '' ? words : `${text.trimEnd()} ${words}`);
  return (
    <div class="offers">
      {saved.length > 0 && (
        <Offer title="Saved replies (;)" run={choose}>
          Saved
        </Offer>
      )}
      {holding && (
        <Offer title={holding.why} run={() => desk.writing.wrote(id, holding.text)}>
          Holding reply
        </Offer>
      )}
      {pageUrl && !text.includes(pageUrl) && (
        <Offer title="A page where the customer sees how it stands, without signing in" run={() => add(pageUrl)}>
          Link to their page
        </Offer>
      )}
      {direct?.allowed && (
        <label class="check">
          <input type="checkbox" checked={desk.writing.isDirect(id)} onChange={() => desk.writing.toggleDirect(id)} />
          In private
        </label>
      )}
      {direct?.inviteUrl && !text.includes(direct.inviteUrl) && (
        <Offer
          title={direct.reason ?? 'Only the customer can begin'}
          run={() => add(`You can write to us in private: ${direct.inviteUrl}`)}
        >
          Invite to private
        </Offer>
      )}
      {list === 'follow-up' && (
        <Offer title="It needs no asking" run={() => void desk.operations.run(dismissal(desk.api, page.thread))}>
          No need to ask
        </Offer>
      )}
    </div>
  );
}

interface OfferProps {
  readonly title: string;
  readonly run: () => void;
  readonly children: string;
}

function Offer({ title, run, children }: OfferProps) {
  return (
    <Button class="small" title={title} onClick={run}>
      {children}
    </Button>
  );
}

type DeskApi = ReturnType<typeof useDesk>['desk']['api'];

function dismissal(api: DeskApi, { id, status }: ThreadPage['thread']) {
  return {
    threadId: id,
    done: 'Not asked again',
    change: { list: status },
    leaves: true,
    send: () => api.act(id, { type: 'follow-up', how: 'dismissed' }),
  };
}
