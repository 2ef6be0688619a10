/** Amazon's notifications as a test makes them: signed by a key that is nobody's, with the certificate that would lie at Amazon. */
import { createSign } from 'node:crypto'

export const SNS_TOPIC = 'arn:aws:sns:eu-central-1:123456789012:troupe'
const CERTIFICATE_URL = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem'

export function snsNotification(message: object, changed: Readonly<Record<string, string>> = {}): string {
  return signed({ Type: 'Notification', MessageId: 'm-1', TopicArn: SNS_TOPIC, Message: JSON.stringify(message), Timestamp: '2026-09-01T12:00:00.000Z', ...changed })
}

export function snsSubscription(changed: Readonly<Record<string, string>> = {}): string {
  return signed({
    Type: 'SubscriptionConfirmation', MessageId: 'm-2', TopicArn: SNS_TOPIC, Message: 'You have chosen to subscribe', Timestamp: '2026-09-01T12:00:00.000Z', Token: 'token',
    SubscribeURL: `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${SNS_TOPIC}&Token=token`, ...changed,
  })
}

/** Serves the certificate, and takes confirmations; whoever asks for anything else fails the test. */
export function fakeSns() {
  const asked: string[] = []
  const go: typeof fetch = async (input) => {
    asked.push(String(input))
    if (String(input) === CERTIFICATE_URL) return new Response(CERTIFICATE)
    if (String(input).startsWith('https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription')) return new Response('<ok/>')
    throw new Error(`${String(input)} was asked for`)
  }
  return { fetch: go, asked }
}

function signed(given: Readonly<Record<string, string>>): string {
  const names = given['Type'] === 'Notification' ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names.filter((name) => given[name] !== undefined).map((name) => `${name}\n${given[name]}\n`).join('')
  return JSON.stringify({ SignatureVersion: '2', SigningCertURL: CERTIFICATE_URL, Signature: createSign('RSA-SHA256').update(text).sign(KEY, 'base64'), ...given })
}

const KEY = `-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCjL6KRVwG+zrhA
3fn8f6tQgeEiaL6rjgXKZZPeXc6kt9NvoydWAo3h2hdUUdeO3mGspfiQW+jaRHKJ
vgOMrS2UuuNWS7p1cqI3VNKNMr4Hw+vrajht2XRdInJ5GJcSEi4/bqTPbgV7Fza/
YE81hJgk8goAAfYRsgLZlqxc5lzqLHo8Ja4YH/k+LGudryj+G/U/OYoobY3Pm7UC
eV8SVndjiXr4Mn4o1rGT2gyaA4kny69OdY5h4BQVDek/xyDuD8tC2WdJtv3GHbOF
lebJosCplAO7dyzBWH+pOhkrHHm0QffKfO3zgofMkd1dnIWVtMthKzgcLW8L5z+8
+4SlP2yRAgMBAAECggEAQ4/dyTnSJasVmvmsXe+HwKG9Uc83HfUDjbwHgBmrjAP1
vLM6foA5OOhgH09xJRwKKX5fznjXC8Mp/sBWXOB4TisgI2LgFG89HRZ3w/Ddv35M
x19ndIeDB2pTJbLaHSe80RNglebxyvgd+RcJRFmc2jMBk+Y7+DCQwICC5UWU83iE
dlE96A2/t+j147w1QgBQkTtIdckGAwzqz73UjpY2WzBvyq7wDeaP8TwDSjAF9QuV
ccL5Dq5cGyxriKn4fAf6QqxPfj4B5YE8rqxANV4wIU69ACDYaA73jKK93l8v5LSg
eABiBcljUI5Pk0m2VUcHUIx8k6MOiDJ7B6Wna9VK/wKBgQDMZHvVn+T2+dJfKN7a
P8eCM7ZWKGgcsrwatlve/LDtFK47KZzV8BI0QdKj/0w/Zb9rza/vyWXTD5EGyYdX
nKlnBucCBDmTIcrrm87XKy9wNZY1oK1RhDYLECs7PccIt2cgdlET0L1O3otwfqhC
MygQgaXwGjFex4rcDQnoPPSviwKBgQDMY6ad5AWg9GPOYMOGAYr904EJOM9GD5qh
dPUQhe7IjPCIzs8SDvmP22jyF2/QLObV91ERaoMHx64UoX5hYQ6zkzCowOqXJVfq
mehbjwyPPe+QpbyZonYOdcwf9xHp7KVHJ2eIKhaEQ0IYObNLOH7KBSABsYmKvi7u
JGkLvQ/X0wKBgANeRIwormVDiKv4yHNgSbFjmMWitNSEPYVTLABouaGujZB8BxGf
ey1RSF9bfa4txxHHufaBoyPvRbyO5aQT+NaxzmzCFRDPpcBsOORi2c1HlModc728
KAfWpF+9jOIf45stV/izn+sEz9dyvuMYZLig6lMim12sfCVUMa2aE44xAoGAPYW1
botnglZuAH4x/JFUVCkpCyyVf6JMylLZPXsDMEz0TknqHKZzSnEh+tVBK+mIJlnG
hjaIcHwTk1Q1JXzAnx8sI2/GbW6pMw3W2lCJ2EgtZ13sElbLsHiW0/xb4Q0BhxR+
XodEtdVE/OPJa1f7GjZGtxvIqgGrQLWnBQiIz08CgYACMJMD1xzE5spOgRrkCq98
v/MeoiJ+MdLW4zqhX5creFPo1KMf1v3o59jJu2zk8Fbri5CcitGKVNjCKLsuj6XK
5gwtH1qGjEdgfjq0D8WjGH5DEtn0d+syAME+1OIqJ9ubnIABtqbKlHh9AYHWBFJw
+JIIRHovxabSnL5kDs6iDw==
-----END PRIVATE KEY-----
`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDDzCCAfegAwIBAgIUI5znPPDeMyibvsazYBIXgF6grnIwDQYJKoZIhvcNAQEL
BQAwFjEUMBIGA1UEAwwLc25zLmV4YW1wbGUwIBcNMjYxMTIyMDQ0NDQyWhgPMjEy
NjEwMjkwNDQ0NDJaMBYxFDASBgNVBAMMC3Nucy5leGFtcGxlMIIBIjANBgkqhkiG
9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoy+ikVcBvs64QN35/H+rUIHhImi+q44FymWT
3l3OpLfTb6MnVgKN4doXVFHXjt5hrKX4kFvo2kRyib4DjK0tlLrjVku6dXKiN1TS
jTK+B8Pr62o4bdl0XSJyeRiXEhIuP26kz24Fexc2v2BPNYSYJPIKAAH2EbIC2Zas
XOZc6ix6PCWuGB/5Pixrna8o/hv1PzmKKG2Nz5u1AnlfElZ3Y4l6+DJ+KNaxk9oM
mgOJJ8uvTnWOYeAUFQ3pP8cg7g/LQtlnSbb9xh2zhZXmyaLAqZQDu3cswVh/qToZ
Kxx5tEH3ynzt84KHzJHdXZyFlbTLYSs4HC1vC+c/vPuEpT9skQIDAQABo1MwUTAd
BgNVHQ4EFgQUadGtvDKcsE9s8GwbGXcHicIm+vEwHwYDVR0jBBgwFoAUadGtvDKc
sE9s8GwbGXcHicIm+vEwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOC
AQEAULqtcf/u4t0qDQnDcXG8RFwFwkbrnHa1MwdidzMGDobgds0EAKB3/uVFjGf/
9WIjn0c4n4UAvv3xm7XXKngZpDDT2+SaVFW6T901dr7L4zcWbyaJK4iwz8RjoidL
7137bpSErmoeKlvDLcGQbs6yBZfe5y0zGx2OnkRbyORyR93IWfyZsbNHpfIoXs8m
qZgRNQKAzDPc5o5T1exfDthGjKjurfFZJ0pZvFqS5+ZkwTaZ10Spit8GHLq47hLJ
tjtIVEORlIuvm90wkWQHpuEmTUjI3Ko6NzpiNADLLxgFjMa2h5/0hCe6OD1HSg6P
3GaEXL5bONClbUAkenDsSBVCjA==
-----END CERTIFICATE-----
`
