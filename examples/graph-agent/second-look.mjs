/**
 * A compiled LangGraph.js graph as an agent of leads: whoever looks at the same offer twice is written to once, in words of the model.
 * What it is given is what an http brain is sent; `config.configurable` has the tools, which only plan, and the model.
 */
import { Annotation, END, START, StateGraph } from '@langchain/langgraph'

const State = Annotation.Root({
  event: Annotation(), context: Annotation(), consumer: Annotation(), creator: Annotation(), waiting: Annotation(),
  offer: Annotation(), words: Annotation(),
  /** Goes on the trace. */
  reasoning: Annotation(),
})

function look({ event, context, creator, waiting }) {
  const looks = context.counts.service_click ?? 0
  const offer = creator.products.find(({ name }) => name === event.payload.service) ?? null
  if (offer === null) return { offer, reasoning: 'the click names no offer that is known' }
  if (looks < 2) return { offer: null, reasoning: `this is its look number ${looks}` }
  if (waiting.length > 0) return { offer: null, reasoning: 'something waits to be sent already' }
  return { offer, reasoning: `it has looked at ${offer.name} again` }
}

async function word({ offer, consumer }, { configurable: { model } }) {
  const words = await model({
    instructions: 'Write two plain sentences to somebody who has looked at an offer twice: ask what would help them to decide. No links, no promises.',
    text: `<heard>${JSON.stringify({ offer: offer.name, description: offer.description, name: consumer.name }).replaceAll('<', '‹')}</heard>`,
  })
  return { words }
}

function write({ offer, words }, { configurable: { tools } }) {
  tools.send_email({ subject: `About ${offer.name}`, text: words, productId: offer.id, in: '1h', unless: ['converted', 'booked', 'replied', 'unsubscribed'] })
  tools.tag_lead({ tag: 'second look' })
  return {}
}

export default new StateGraph(State)
  .addNode('look', look).addNode('word', word).addNode('write', write)
  .addEdge(START, 'look')
  .addConditionalEdges('look', ({ offer }) => offer === null ? END : 'word')
  .addEdge('word', 'write').addEdge('write', END)
  .compile()
