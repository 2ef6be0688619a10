/** The store an instance is configured for: a bucket, or a folder beside its other data. */
import type { Clock } from '../../base/clock.ts'
import type { Config } from '../../base/config.ts'
import type { ImageStore } from './image-store.ts'
import { LocalImageStore } from './local-image-store.ts'
import { S3ImageStore } from './s3-image-store.ts'

export function imageStoreOf({ s3 }: Pick<Config, 's3'>, folder: string, clock: Clock): ImageStore {
  return s3 === null ? new LocalImageStore(folder) : new S3ImageStore({ config: s3, clock })
}
