// The sign-in to IAM Identity Center goes on in another tab of the browser; Coffer waits for it.
import { Button, Link } from 'react-aria-components';
import { Window } from '../ui/window';
import type { SignIn } from './question';

export function SignInWindow({ signIn, close }: { signIn: SignIn; close: () => void }) {
  return (
    <Window title={`Sign in to “${signIn.name}”`} close={close}>
      <p>Sign in at this address, and see there that it shows this code. Coffer goes on by itself then.</p>
      <p className="sign-in-code" translate="no">
        {signIn.code}
      </p>
      <p>
        <Link href={signIn['url-with-code']} target="_blank" rel="noopener noreferrer" autoFocus>
          {signIn.url}
        </Link>
      </p>
      <div className="buttons">
        <Button onPress={() => void navigator.clipboard.writeText(signIn.code)}>Copy the code</Button>
      </div>
    </Window>
  );
}
