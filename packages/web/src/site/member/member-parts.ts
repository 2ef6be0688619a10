/** What `Later` loads, in one file. */
import { AccountBody } from './AccountBody.tsx'
import { CommentBox } from './CommentBox.tsx'
import { Composer } from './Composer.tsx'
import { ImageDoor } from './ImageDoor.tsx'
import { ImageWordsForm } from './ImageWordsForm.tsx'
import { Invitation } from './Invitation.tsx'
import { JoinBody } from './JoinBody.tsx'
import { OwnMenu } from './OwnMenu.tsx'
import { SignInBody } from './SignInBody.tsx'
import { WordsForm } from './WordsForm.tsx'

export const MEMBER_PARTS = { AccountBody, CommentBox, Composer, ImageDoor, ImageWordsForm, Invitation, JoinBody, OwnMenu, SignInBody, WordsForm }
