import { LikesInMemory } from './like-memory.ts'
import { likeMemorySuite } from './testing/like-memory-suite.ts'

likeMemorySuite('LikesInMemory', async () => new LikesInMemory())
