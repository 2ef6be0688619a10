/** The store that the settings ask for. */
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import type { S3Config } from '../../base/config.ts'
import type { ImageStore } from './image-store.ts'
import { LocalImageStore } from './local-image-store.ts'

/** Below `dataDirectory` where no bucket is set. The client of buckets takes 0.13 s to load, which a start without one need not wait for. */
export async function openImageStore({ s3, dataDirectory, clock }: { readonly s3: S3Config | null; readonly dataDirectory: string; readonly clock: Clock }): Promise<ImageStore> {
  if (s3 === null) return new LocalImageStore(join(dataDirectory, 'images'))
  const { S3ImageStore } = await import('./s3-image-store.ts')
  return new S3ImageStore({ config: s3, clock })
}
