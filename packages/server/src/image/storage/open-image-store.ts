/** The store that the settings ask for. */
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import type { S3Config } from '../../base/config.ts'
import type { ImageStore } from './image-store.ts'
import { LocalImageStore } from './local-image-store.ts'
import { S3ImageStore } from './s3-image-store.ts'

/** Below `dataDirectory` where no bucket is set. */
export function openImageStore({ s3, dataDirectory, clock }: { readonly s3: S3Config | null; readonly dataDirectory: string; readonly clock: Clock }): ImageStore {
  return s3 === null ? new LocalImageStore(join(dataDirectory, 'images')) : new S3ImageStore({ config: s3, clock })
}
