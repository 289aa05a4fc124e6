// What Coffer asks in the middle of something: MFA codes, credentials, grants. One after the other, the newest first: an MFA code belongs to the credentials
// that were asked for before.
import type { ReactElement } from 'react';
import { AuthenticateWindow } from '../connections/authenticate-window';
import { DeviceByHandWindow, DeviceChoiceWindow } from './device-windows';
import { GrantWindow } from './grant-window';
import { MfaCodeWindow } from './mfa-code-window';
import type { Question } from './question';
import { SignInWindow } from './sign-in-window';
import { TextWindow } from './text-window';
import { answer, cancel, endSignIn, useOpenQuestions, useQuestionsKept, useSignIn } from './use-questions';
import './questions.css';

export function QuestionWindows() {
  useQuestionsKept();
  const newest = useOpenQuestions().at(-1);
  const signIn = useSignIn();
  if (newest) return <QuestionWindow key={newest.number} question={newest} />;
  return signIn ? <SignInWindow signIn={signIn} close={endSignIn} /> : null;
}

function QuestionWindow({ question }: { question: Question }): ReactElement {
  const say = (text: string) => answer(question, text);
  const close = () => void cancel(question);
  switch (question.kind) {
    case 'mfa-code':
      return <MfaCodeWindow question={question} say={say} close={close} />;
    case 'choose-mfa-device':
      return <DeviceChoiceWindow question={question} say={say} close={close} />;
    case 'mfa-device':
      return <DeviceByHandWindow question={question} say={say} close={close} />;
    case 'grant':
      return <GrantWindow question={question} say={say} close={close} />;
    case 'connect':
      return (
        <AuthenticateWindow
          provider="aws" connection={question.connection} why={question.why} close={close} connect={(given) => say(JSON.stringify(given))}
        />
      );
    case 'text':
    case 'secret':
      return <TextWindow question={question} say={say} close={close} />;
  }
}
