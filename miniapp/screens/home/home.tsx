/**
 * The first screen: how the log server is, what is in it, what was verified, and the two things
 * that people come for. It needs no key; what only an open key can tell, it says so.
 */

import type { ChainProgress } from "../../data/log/chain-watch.ts";
import { ground, isOnline, logCondition, logInfo, logTroubles, openLog } from "../../data/state.ts";
import { openChat, openGroup } from "../../links.ts";
import { Page } from "../../page.tsx";
import { go } from "../../router.ts";
import { findText, formatAgo, formatCount, t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import type { Tone } from "../../ui/cell.tsx";
import { Cell, Section } from "../../ui/cell.tsx";
import { Emblem, fingerprintGroups } from "../../ui/emblem.tsx";
import { Meter } from "../../ui/feedback.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Health } from "./health.ts";
import { healthOf } from "./health.ts";

export function Home() {
  const at = ground.value;
  const name = at?.session.user.firstName ?? "";
  const isOpen = openLog.value !== null;
  return (
    <Page title={t("app.home.title", { name })}>
      <Hero />
      <div class="actions two">
        <Button icon="pencil" onPress={() => go({ screen: "write" })}>
          {t("app.home.write")}
        </Button>
        {isOpen ? (
          <Button look="soft" icon="list" onPress={() => go({ screen: "notes" })}>
            {t("app.home.all")}
          </Button>
        ) : (
          <Button look="soft" icon="key" onPress={() => go({ screen: "unlock" })}>
            {t("app.home.unlock")}
          </Button>
        )}
      </div>
      <Safety />
      <Section>
        <Cell icon="server" title={t("app.home.group")} onPress={() => openGroup()} />
        <Cell icon="chat" title={t("app.openChat")} onPress={openChat} />
      </Section>
    </Page>
  );
}

/** State, name of the group, and three numbers. */
function Hero() {
  const info = logInfo.value;
  const at = ground.value;
  const chain = openLog.value?.reader.chain.value ?? null;
  const health = healthOf(logCondition.value, logTroubles.value, chain, isOnline.value);
  const words = wordsOf(health, info?.chatTitle ?? "");
  if (!info || !at) return null;
  const waitingHere = openLog.value?.outbox.waiting.value.length ?? 0;
  const now = at.session.now();
  const checkpoint = info.lastCheckpointAt;
  return (
    <section class="panel hero">
      <div class="hero-state">
        <span class={`mark ${words.tone}`}>
          <Icon name={words.icon} size={32} />
        </span>
        <div>
          <h2>{words.title}</h2>
          <p class="quiet">{words.text}</p>
        </div>
      </div>
      {health.kind === "stopped" && <Troubles codes={health.troubles} />}
      <dl class="stats">
        <Stat label={t("app.home.records")} value={formatCount(info.recordsDurable)} />
        <Stat
          label={t("app.home.waiting")}
          value={formatCount(info.envelopesWaiting + waitingHere)}
        />
        <Stat
          label={t("app.home.checkpoint")}
          value={checkpoint === null ? t("app.home.noCheckpoint") : formatAgo(checkpoint, now)}
        />
      </dl>
    </section>
  );
}

function Stat({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="numeric">{value}</dd>
    </div>
  );
}

function Troubles({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ul class="troubles">
      {codes.map((code) => (
        <li key={code}>{findText(`app.trouble.${code}`) ?? t("app.trouble.other")}</li>
      ))}
    </ul>
  );
}

interface Words {
  readonly tone: "good" | "accent" | "warn" | "danger";
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}

function wordsOf(health: Health, title: string): Words {
  switch (health.kind) {
    case "good":
      return {
        tone: "good",
        icon: "shield",
        title: t("app.home.good"),
        // Empty for a moment after the bot was started anew.
        text: title === "" ? t("app.home.goodUntitled") : t("app.home.goodText", { title }),
      };
    case "offline":
      return {
        tone: "warn",
        icon: "cloudOff",
        title: t("app.home.offline"),
        text: t("app.home.offlineText"),
      };
    case "recovering":
      return {
        tone: "accent",
        icon: "refresh",
        title: t("app.home.recovering"),
        text: t("app.home.recoveringText"),
      };
    case "stopped":
      return {
        tone: "warn",
        icon: "alert",
        title: t("app.home.stopped"),
        text: t("app.home.stoppedText"),
      };
    case "refused":
    case "flaw":
      return {
        tone: "danger",
        icon: "alert",
        title: t("app.home.refused"),
        text:
          health.kind === "flaw"
            ? t("app.home.flaw", { sequence: health.sequence })
            : t(`app.home.${health.refusal}`),
      };
  }
}

/** What this device verified, and the fingerprint by which two devices compare. */
function Safety() {
  const info = logInfo.value;
  const chain = openLog.value?.reader.chain.value ?? null;
  const fingerprint = info?.keyBackup;
  return (
    <Section
      title={t("app.home.safety")}
      {...(fingerprint ? { footer: t("app.home.fingerprintHelp") } : {})}
    >
      <Cell
        icon="chain"
        tone={chainTone(chain)}
        title={t("app.home.chain")}
        detail={chainWords(chain)}
      />
      {chain && chain.verified < chain.head && !chain.refusal && !chain.flaw && (
        <div class="cell-meter">
          <Meter
            label={t("app.home.chain")}
            value={chain.verified}
            max={chain.head}
            tone="accent"
          />
        </div>
      )}
      {fingerprint && (
        <Cell
          title={t("app.home.fingerprint")}
          detail={
            <span class="fingerprint">{fingerprintGroups(fingerprint).slice(0, 8).join(" ")}</span>
          }
          after={<Emblem fingerprint={fingerprint} size={44} />}
        />
      )}
    </Section>
  );
}

function chainTone(chain: ChainProgress | null): Tone {
  if (!chain) return "plain";
  if (chain.flaw || chain.refusal) return "danger";
  return chain.verified === chain.head ? "good" : "plain";
}

function chainWords(chain: ChainProgress | null): string {
  if (!chain) return t("app.home.chainLocked");
  if (chain.flaw) {
    return t("app.home.chainStopped", {
      verified: formatCount(chain.verified),
      sequence: formatCount(chain.flaw.sequence),
    });
  }
  if (chain.verified < chain.head) {
    return t("app.home.chainGoing", {
      verified: formatCount(chain.verified),
      head: formatCount(chain.head),
    });
  }
  const count = formatCount(chain.verified);
  return chain.hadWitness
    ? t("app.home.chainDone", { count })
    : t("app.home.chainFirst", { count });
}
