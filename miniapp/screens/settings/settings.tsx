/** Settings: the key on this device, the owner's devices, and what this app is made of. */
import { useState } from "preact/hooks";
import { ground, localKey, logInfo, openLog } from "../../data/state.ts";
import { notify } from "../../notices.ts";
import { Page } from "../../page.tsx";
import { go } from "../../router.ts";
import { formatDay, t } from "../../text.ts";
import { Cell, Section } from "../../ui/cell.tsx";
import { Emblem, fingerprintGroups } from "../../ui/emblem.tsx";
import { Icon } from "../../ui/icon.tsx";

export function Settings() {
  return (
    <Page title={t("app.settings.title")}>
      <KeySection />
      <Fingerprint />
      <Devices />
      <Section title={t("app.settings.about")} footer={t("app.settings.buildText")}>
        <Cell
          icon="info"
          title={t("app.settings.limits")}
          onPress={() => go({ screen: "limits" })}
        />
        <Cell
          icon="hash"
          title={t("app.settings.build")}
          detail={<span class="fingerprint">{fingerprintGroups(buildHash()).join(" ")}</span>}
        />
      </Section>
    </Page>
  );
}

/** Closing and opening the key, and whether this device remembers it. */
function KeySection() {
  const isOpen = openLog.value !== null;
  const local = localKey.value;
  const lockNow = async (): Promise<void> => {
    const { lock } = await import("../../data/open-log.ts");
    await lock();
  };
  return (
    <Section title={t("app.settings.key")}>
      {isOpen ? (
        <Cell icon="lock" title={t("app.settings.lock")} onPress={() => void lockNow()} />
      ) : (
        <Cell
          icon="key"
          title={t("app.settings.unlock")}
          onPress={() => go({ screen: "unlock" })}
        />
      )}
      {isOpen && local && <Remember isOn={local.isRemembered} />}
      <Cell
        icon="clock"
        title={t("app.settings.autoLock")}
        detail={t("app.settings.autoLockText")}
      />
    </Section>
  );
}

function Remember({ isOn }: { readonly isOn: boolean }) {
  const [isBusy, setBusy] = useState(false);
  const change = async (isWanted: boolean): Promise<void> => {
    const at = ground.value;
    if (!at) return;
    setBusy(true);
    const { setRemembered } = await import("../../data/open-log.ts");
    try {
      await setRemembered(at, isWanted);
      notify(isWanted ? t("app.settings.rememberDone") : t("app.settings.forgetDone"));
    } catch {
      notify(t("app.settings.rememberFailed"), "alert");
    } finally {
      setBusy(false);
    }
  };
  return (
    <label class="cell switch-cell">
      <span class="badge">
        <Icon name="device" size={22} />
      </span>
      <span class="cell-body">
        <span class="cell-title">{t("app.settings.remember")}</span>
        <span class="cell-detail">
          {isOn ? t("app.settings.rememberOn") : t("app.settings.rememberOff")}
        </span>
      </span>
      <input
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        disabled={isBusy}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </label>
  );
}

function Fingerprint() {
  const fingerprint = logInfo.value?.keyBackup;
  if (!fingerprint) return null;
  return (
    <Section footer={t("app.home.fingerprintHelp")}>
      <div class="cell">
        <Emblem fingerprint={fingerprint} size={56} />
        <span class="cell-body">
          <span class="cell-title">{t("app.home.fingerprint")}</span>
          <span class="cell-detail fingerprint">{fingerprintGroups(fingerprint).join(" ")}</span>
        </span>
      </div>
    </Section>
  );
}

function Devices() {
  const open = openLog.value;
  const now = ground.value?.session.now() ?? 0;
  if (!open) {
    return (
      <Section title={t("app.settings.devices")}>
        <Cell icon="device" title={t("app.settings.devicesLocked")} />
      </Section>
    );
  }
  return (
    <Section title={t("app.settings.devices")}>
      {open.trust.newest.keyset.devices.map((device) => (
        <Cell
          key={device.id}
          icon="device"
          title={device.name}
          detail={t("app.settings.since", { date: formatDay(device.since, now) })}
          {...(device.id === open.writer ? { after: t("app.settings.thisDevice") } : {})}
        />
      ))}
    </Section>
  );
}

/** Over all files of this build; the page itself bears it. */
function buildHash(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="build"]');
  return meta?.content.slice(0, 32) ?? "";
}
