import type { FeedWrite } from '../feed-write.ts'

/** A write as the suites say it: world and time are the stage's. */
export type Wanted = FeedWrite extends infer One ? One extends FeedWrite ? Omit<One, 'worldId' | 'atMs'> : never : never
