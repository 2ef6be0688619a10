/** A payload unfolded: a prompt as the conversation it is, everything else as indented JSON. */
import { Fold, Verbatim } from '../../parts/Fold.tsx'

interface Prompt { instructions?: unknown; messages?: unknown; tools?: unknown }

export function PayloadView({ body }: { body: unknown }) {
  const prompt = promptOf(body)
  if (prompt === null) return <Verbatim text={typeof body === 'string' ? body : JSON.stringify(body, null, 2)} copies="payload" />
  const messages = Array.isArray(prompt.messages) ? prompt.messages : []
  const tools = Array.isArray(prompt.tools) ? prompt.tools : []
  return (
    <div className="flex flex-col gap-2">
      {typeof prompt.instructions === 'string' && <Part name="instructions"><Verbatim text={prompt.instructions} copies="instructions" /></Part>}
      {messages.map((message: unknown, place) => <MessageView key={place} message={message} />)}
      {tools.length > 0 && <Fold label="Tools offered" aside={String(tools.length)}><Verbatim text={JSON.stringify(tools, null, 2)} copies="tools" /></Fold>}
      <Fold label="The whole request as JSON"><Verbatim text={JSON.stringify(body, null, 2)} copies="request" /></Fold>
    </div>
  )
}

function MessageView({ message }: { message: unknown }) {
  if (typeof message !== 'object' || message === null) return null
  const { role, text, ...rest } = message as Record<string, unknown>
  const more = Object.keys(rest).length > 0 && !(Array.isArray(rest.toolCalls) && rest.toolCalls.length === 0)
  return (
    <Part name={typeof role === 'string' ? role : 'message'}>
      {typeof text === 'string' && text !== '' && <Verbatim text={text} copies="message" />}
      {more && <Verbatim text={JSON.stringify(rest, null, 2)} copies="message" />}
    </Part>
  )
}

function Part({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="mb-0.5 text-12 text-ink-faint">{name}</p>
      {children}
    </div>
  )
}

function promptOf(body: unknown): Prompt | null {
  return typeof body === 'object' && body !== null && 'messages' in body ? body : null
}
