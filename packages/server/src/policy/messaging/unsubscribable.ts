import { refusing } from './message-policy.ts'

/** RFC 8058: mail that a program sends carries a link that ends it, and the link must work. What a person wrote in a thread is no bulk mail. */
export const unsubscribable = refusing('unsubscribe', ({ message: { carrier, author }, vendor, unsubscribable: works }) =>
  carrier !== 'email' || vendor === 'console' || works || author === 'person' ? null : 'mail needs a link by which to unsubscribe, and there is no public address for it: set TROUPE_PUBLIC_URL to an address of https')
