import { refusing } from './message-policy.ts'

/** The list outlives the person: erased, imported again and written to, an address is still on it. */
export const suppression = refusing('suppression', ({ suppressed }) => suppressed === null ? null : `the address is on the suppression list: ${suppressed}`)
