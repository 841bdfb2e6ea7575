// Whose account it is: the whole story of the customer it belongs to now.
import { authorIdentity } from '../domain/customer.ts';
import type { NativeRef } from '../domain/mention.ts';
import { getBelonging } from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { type CustomerStory, readCustomer } from './read-customer.ts';

export async function readCustomerOfAuthor(db: Db, author: NativeRef): Promise<CustomerStory | undefined> {
  const belonging = await getBelonging(db, authorIdentity(author));
  return belonging && readCustomer(db, belonging.customerId);
}
