/**
 * The live mix done bare, as the measure to hold the loop against: no brains, gate, leases, traces or hashes. Batches of
 * 500 agents on one connection: one query for five posts each with all their comments, then one transaction of five
 * statements, each a set through `unnest`, with counters and a journal.
 */
import pg from 'pg'
import type { Random } from '../../packages/server/src/base/random.ts'
import { ACTS_PER_TURN } from '../../packages/server/src/runtime/simulation/mirror/mirrored-brain.ts'
import { plainWords } from '../../packages/server/src/runtime/simulation/mirror/plain-words.ts'

const BATCH = 500
const SHOWN = 5

const TABLES = `CREATE SCHEMA bare;
  CREATE TABLE bare.agents (id int PRIMARY KEY, posts int NOT NULL DEFAULT 0, followers int NOT NULL DEFAULT 0) WITH (fillfactor = 70);
  CREATE TABLE bare.posts (id bigint PRIMARY KEY, author int NOT NULL, text text NOT NULL, likes int NOT NULL DEFAULT 0, comments int NOT NULL DEFAULT 0) WITH (fillfactor = 70);
  CREATE TABLE bare.comments (id bigint PRIMARY KEY, post bigint NOT NULL, author int NOT NULL, text text NOT NULL);
  CREATE INDEX ON bare.comments (post);
  CREATE TABLE bare.likes (agent int NOT NULL, post bigint NOT NULL, PRIMARY KEY (agent, post));
  CREATE TABLE bare.follows (follower int NOT NULL, followee int NOT NULL, PRIMARY KEY (follower, followee));
  CREATE TABLE bare.journal (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, agent int NOT NULL, action text NOT NULL, target bigint)`

const SEE = `SELECT p.id, p.author, p.text, p.likes, coalesce((SELECT json_agg(json_build_object('id', c.id, 'author', c.author, 'text', c.text) ORDER BY c.id)
  FROM bare.comments c WHERE c.post = p.id), '[]') AS comments FROM bare.posts p ORDER BY p.id DESC LIMIT ${SHOWN}`
const POST = `WITH made AS (INSERT INTO bare.posts (id, author, text) SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[]) RETURNING author)
  UPDATE bare.agents a SET posts = posts + m.n FROM (SELECT author, count(*)::int AS n FROM made GROUP BY author) m WHERE a.id = m.author`
const LIKE = `WITH made AS (INSERT INTO bare.likes (agent, post) SELECT * FROM unnest($1::int[], $2::bigint[]) ON CONFLICT DO NOTHING RETURNING post)
  UPDATE bare.posts p SET likes = likes + m.n FROM (SELECT post, count(*)::int AS n FROM made GROUP BY post) m WHERE p.id = m.post`
const COMMENT = `WITH made AS (INSERT INTO bare.comments (id, post, author, text) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[]) RETURNING post)
  UPDATE bare.posts p SET comments = comments + m.n FROM (SELECT post, count(*)::int AS n FROM made GROUP BY post) m WHERE p.id = m.post`
const FOLLOW = `WITH made AS (INSERT INTO bare.follows (follower, followee) SELECT * FROM unnest($1::int[], $2::int[]) ON CONFLICT DO NOTHING RETURNING followee)
  UPDATE bare.agents a SET followers = followers + m.n FROM (SELECT followee, count(*)::int AS n FROM made GROUP BY followee) m WHERE a.id = m.followee`
const JOURNAL = `INSERT INTO bare.journal (agent, action, target) SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[])`

interface Seen {
  readonly id: number
  readonly author: number
}

export class BareReference implements AsyncDisposable {
  readonly #client: pg.Client
  readonly #agents: number
  readonly #random: Random
  #nextId = 1

  private constructor(client: pg.Client, agents: number, random: Random) {
    this.#client = client
    this.#agents = agents
    this.#random = random
  }

  static async make(url: string, agents: number, random: Random): Promise<BareReference> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(TABLES)
    await client.query('INSERT INTO bare.agents (id) SELECT generate_series(0, $1::int - 1)', [agents])
    return new BareReference(client, agents, random)
  }

  /** Every agent once; actions a second. */
  async round(): Promise<number> {
    const started = performance.now()
    for (let from = 0; from < this.#agents; from += BATCH) await this.#batch(from, Math.min(BATCH, this.#agents - from))
    return this.#agents * ACTS_PER_TURN / (performance.now() - started) * 1000
  }

  async #batch(from: number, count: number): Promise<void> {
    const random = this.#random
    const { rows: posts } = await this.#client.query<Seen>(SEE)
    const made = { ids: [] as number[], authors: [] as number[], texts: [] as string[] }
    const likes = { agents: [] as number[], posts: [] as number[] }
    const comments = { ids: [] as number[], posts: [] as number[], authors: [] as number[], texts: [] as string[] }
    const follows = { followers: [] as number[], followees: [] as number[] }
    const journal = { agents: [] as number[], actions: [] as string[], targets: [] as (number | null)[] }
    for (let agent = from; agent < from + count; agent++) {
      const draw = random.next()
      const post = posts.length === 0 ? null : random.pick(posts)
      journal.agents.push(agent, agent)
      if (draw < 0.2 || post === null) {
        made.ids.push(this.#nextId++)
        made.authors.push(agent)
        made.texts.push(plainWords(random, 20))
        journal.actions.push('refresh', 'post')
        journal.targets.push(null, null)
        continue
      }
      journal.targets.push(null, post.id)
      if (draw < 0.6) {
        likes.agents.push(agent)
        likes.posts.push(post.id)
        journal.actions.push('refresh', 'like')
      } else if (draw < 0.8) {
        comments.ids.push(this.#nextId++)
        comments.posts.push(post.id)
        comments.authors.push(agent)
        comments.texts.push(plainWords(random, 10))
        journal.actions.push('refresh', 'comment')
      } else {
        follows.followers.push(agent)
        follows.followees.push(post.author)
        journal.actions.push('refresh', 'follow')
      }
    }
    await this.#client.query('BEGIN')
    await this.#client.query(POST, [made.ids, made.authors, made.texts])
    await this.#client.query(LIKE, [likes.agents, likes.posts])
    await this.#client.query(COMMENT, [comments.ids, comments.posts, comments.authors, comments.texts])
    await this.#client.query(FOLLOW, [follows.followers, follows.followees])
    await this.#client.query(JOURNAL, [journal.agents, journal.actions, journal.targets])
    await this.#client.query('COMMIT')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end()
  }
}
