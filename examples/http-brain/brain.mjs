/** A brain in a process of its own: likes the first post it is shown, if that is a question. `node brain.mjs`, Node 18 and up. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const SECRET = process.env.BRAIN_SECRET ?? ''
const AGE_MOST_S = 300

/** Standard Webhooks: HMAC-SHA256 over "id.timestamp.body"; an old request may be a replayed one. */
function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature = '' } = headers
  const key = SECRET.startsWith('whsec_') ? Buffer.from(SECRET.slice(6), 'base64') : SECRET
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) && Math.abs(Date.now() / 1000 - Number(timestamp)) < AGE_MOST_S
}

function decide({ observation }) {
  const question = observation.posts.find((post) => post.text.includes('?') && post.yours.reaction === null)
  if (question === undefined) return { actions: [], reasoning: 'Nobody asked anything.' }
  return { actions: [{ action: 'like_post', input: { postId: question.id } }], reasoning: `@${question.authorUsername} asks a good question.` }
}

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end()
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(decide(JSON.parse(body))))
})
server.listen(Number(process.env.PORT ?? 8787), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
