/** An image of the workspace. Its address needs the session and the workspace one has picked, which an `img` cannot say. */
import { clsx } from 'clsx'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../../api/request.ts'
import { BlobImage } from '../../../design/BlobImage.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { imageFilePath } from '../../data/addresses.ts'
import { sessionHeaders } from '../../data/session.ts'

const KEPT_MS = 10 * 60_000

export async function imageFile(address: string, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(address, { credentials: 'same-origin', headers: sessionHeaders(), ...(signal === undefined ? {} : { signal }) })
  if (!response.ok) throw new ApiError(response.status, null)
  return response.blob()
}

export function WorkspaceImage({ id, width, alt, className }: { id: string; width: number; alt: string; className?: string }) {
  const address = imageFilePath(id, width)
  const { data: blob, isError } = useQuery({ queryKey: [address], queryFn: ({ signal }) => imageFile(address, signal), staleTime: KEPT_MS, retry: 1 })
  if (isError) return <span className={clsx('grid place-items-center bg-sunken p-2 text-center text-12 text-ink-faint', className)}>could not be loaded</span>
  return blob === undefined ? <Skeleton className={clsx('block', className)} /> : <BlobImage blob={blob} alt={alt} {...(className === undefined ? {} : { className })} />
}
