/** A real SMTP server on this machine that keeps mails and answers as a test wants. */
import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { FakeMood, FakeTemper } from './fake-vendor.ts'

export interface FakeSmtp extends AsyncDisposable {
  readonly url: string
  /** As they came over the wire. */
  readonly mails: { readonly to: string; readonly raw: string }[]
  mood: FakeMood
  temper: FakeTemper | null
}

export async function fakeSmtp(): Promise<FakeSmtp> {
  const failure = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code })
  const open: Socket[] = []
  const mood = (): FakeMood => smtp.temper?.mood() ?? smtp.mood
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authOptional: true, logger: false, closeTimeout: 10,
    onAuth: (auth, _session, done) => smtp.mood === 'unauthorised' ? done(failure(535, '5.7.8 Authentication credentials invalid')) : done(null, { user: auth.username ?? '' }),
    onRcptTo: (_address, _session, done) => {
      const now = mood()
      done(now === 'refuse' ? failure(550, '5.1.1 No such user here') : now === 'too-many' ? failure(450, '4.2.1 Too many messages, try later') : null)
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const now = mood()
        if (now !== 'fail') smtp.mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(chunks).toString() })
        await smtp.temper?.pause()
        if (now === 'silent') return
        if (now === 'accept-then-cut' || now === 'accept-then-fail' || now === 'garbage') return open.find(({ remotePort }) => remotePort === session.remotePort)?.destroy()
        done(now === 'fail' ? failure(451, '4.3.0 Try again') : null)
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1') as Server
  listening.on('connection', (socket) => open.push(socket))
  await new Promise<void>((resolve) => listening.once('listening', resolve))
  const smtp: FakeSmtp = {
    url: `smtp://ada:secret@127.0.0.1:${(listening.address() as AddressInfo).port}`, mails: [], mood: 'accept', temper: null,
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
