// Searching in a list: words and tokens, what was found is a link, and a name kept for it is a list of its own.
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { hint } from '../shared/keys.ts';
import { focusOn, overlay, sought } from '../shared/overlay.ts';
import { Button, Icon } from '../shared/parts.tsx';

/** Milliseconds without a new letter before the server is asked. */
const QUIET = 300;

/** A phone number, an e-mail address, a handle or a case number: somebody is looked for, not a thread. */
const SOMEBODY = /^(\S*@\S+|\+?[\d\s()-]{5,})$/;

export function ListSearch() {
  const { desk } = useDesk();
  const { nav } = desk;
  const q = nav.q.value;
  const [typed, setTyped] = useState(q);
  const [asked, setAsked] = useState(q);
  const words = typed.trim();
  const ask = () => {
    setAsked(words);
    nav.search(words);
  };
  // Somebody followed a link, or cleared the search; what is being typed is not taken from under their hands.
  useEffect(() => {
    if (q !== asked) setTyped(q);
    setAsked(q);
  }, [q]);
  useEffect(() => {
    const timer = setTimeout(ask, QUIET);
    return () => clearTimeout(timer);
  }, [words]);
  const isNamed = desk.savedViews.value.some(({ query }) => query === q);
  const clear = () => {
    nav.search('');
    focusOn('search');
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    ask();
    focusOn('rows');
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <Icon name="search" />
      <input
        id="search"
        aria-label="Search in this list"
        title={hint('search')}
        placeholder="cause:refund sev:high is:late from:@x words"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      {SOMEBODY.test(words) && (
        <Button class="small" onClick={() => findCustomer(words)}>
          Find the customer
        </Button>
      )}
      {q !== '' && !isNamed && (
        <Button class="small" onClick={() => (overlay.value = 'keep-view')}>
          Save
        </Button>
      )}
      {typed !== '' && (
        <button type="button" class="icon-button" aria-label="Clear the search" onClick={clear}>
          <Icon name="close" />
        </button>
      )}
    </form>
  );
}

function findCustomer(words: string): void {
  sought.value = words;
  overlay.value = 'find';
}
