/** A real SMTP server on this machine that keeps mails and answers as a test wants. */
import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { FakeMood } from './fake-vendor.ts'

export interface FakeSmtp extends AsyncDisposable {
  readonly url: string
  /** As they came over the wire. */
  readonly mails: { readonly to: string; readonly raw: string }[]
  mood: FakeMood
}

export async function fakeSmtp(): Promise<FakeSmtp> {
  const failure = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code })
  const open: Socket[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authOptional: true, logger: false, closeTimeout: 10,
    onAuth: (auth, _session, done) => smtp.mood === 'unauthorised' ? done(failure(535, '5.7.8 Authentication credentials invalid')) : done(null, { user: auth.username ?? '' }),
    onRcptTo: (_address, _session, done) => smtp.mood === 'refuse' ? done(failure(550, '5.1.1 No such user here')) : smtp.mood === 'too-many' ? done(failure(450, '4.2.1 Too many messages, try later')) : done(),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mood } = smtp
        if (mood !== 'fail') smtp.mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(chunks).toString() })
        if (mood === 'silent') return
        if (mood === 'accept-then-cut' || mood === 'accept-then-fail' || mood === 'garbage') return open.forEach((socket) => socket.destroy())
        done(mood === 'fail' ? failure(451, '4.3.0 Try again') : null)
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1') as Server
  listening.on('connection', (socket) => open.push(socket))
  await new Promise<void>((resolve) => listening.once('listening', resolve))
  const smtp: FakeSmtp = {
    url: `smtp://ada:secret@127.0.0.1:${(listening.address() as AddressInfo).port}`, mails: [], mood: 'accept',
    [Symbol.asyncDispose]: async () => {
      open.forEach((socket) => socket.destroy())
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return smtp
}

/** A port that nobody listens on. */
export async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
