/** Another transaction took a key or an identity while this one was at work; undone and tried again, this one finds what that one wrote. */
export class BatchClashError extends Error {
  override readonly name = 'BatchClashError'
  constructor() {
    super('another transaction wrote the same key or identity')
  }
}
