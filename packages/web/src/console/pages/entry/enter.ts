import { send } from '../../data/api.ts'
import { queryClient } from '../../data/query-client.ts'

/** Signs in with the console's cookie. What was cached for whoever was here before is let go. */
export async function enter(email: string, password: string): Promise<void> {
  await send('POST', '/api/auth/login', { email, password, cookie: true })
  queryClient.clear()
}
