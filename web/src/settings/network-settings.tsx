// How requests leave; proxy and CAs hold for the providers, too.
import { Section } from './section';
import { SetField } from './set-field';
import { SetSwitch } from './set-switch';
import type { Settings } from './settings';

export function NetworkSettings({ settings }: { settings: Settings }) {
  return (
    <Section title="Network">
      <div className="pair">
        <SetField
          settings={settings} name="proxy" label="Proxy" unit="text" placeholder="of the environment"
          help="http://proxy.example:3128, for requests and providers. Empty: HTTPS_PROXY, HTTP_PROXY and NO_PROXY."
        />
        <SetField settings={settings} name="ca_file" label="CA certificates" unit="text" placeholder="the system’s" help="A PEM file, in place of the system’s." />
        <SetField settings={settings} name="request_timeout_ms" label="A request may take" unit="seconds" help="Seconds; 0: as long as it takes." />
        <SetField settings={settings} name="connect_timeout_ms" label="Connecting may take" unit="seconds" help="Seconds." />
      </div>
      <SetSwitch settings={settings} name="follow_redirects">Follow redirects</SetSwitch>
      {settings.follow_redirects && <SetField settings={settings} name="max_redirects" label="Redirects at most" unit="number" />}
      <SetSwitch settings={settings} name="verify_tls" help="Off: anybody on the way may read what is sent, and each secret in it. It holds for requests only, never for providers.">
        Verify the certificates of servers
      </SetSwitch>
    </Section>
  );
}
