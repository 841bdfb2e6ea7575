// The second file of the page, fetched right after the list: the conversation, the other pages, the windows.
// @NOTE What is alike stands together, which packs better: half a percent of all the script there may be.

export { ThreadPane } from './thread/thread-pane.tsx';

// The person behind it.

export { ContextPane } from './customer/context-pane.tsx';
export { CustomerPage } from './customer/customer-page.tsx';

// What lies over the desk.

export { windowOf } from './windows.ts';

// What is shared, and what is heard.

export { SettingsPage } from './settings/settings-page.tsx';
