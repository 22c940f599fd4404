// The page that checks one proof: shows what proof.js finds, in the page's own words.
import { checkProof } from "./proof.js";

const tool = document.getElementById("check-tool"), list = document.getElementById("check-steps"), verdict = document.getElementById("check-verdict");
const say = tool.dataset;

const line = (parent, tag, text, kind) => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  parent.append(made);
  return made;
};

function showTexts(item, { texts, withheld }) {
  const facts = line(item, "dl", "", "govuk-summary-list");
  for (const [name, value] of texts) {
    const row = line(facts, "div", "", "govuk-summary-list__row govuk-summary-list__row--no-actions");
    line(row, "dt", name, "govuk-summary-list__key");
    line(row, "dd", value, "govuk-summary-list__value");
  }
  if (withheld) line(item, "p", `${say.withheld} ${withheld}`);
}

async function check(content) {
  const steps = await checkProof(new Uint8Array(content), document.getElementById("check-keys").value);
  list.replaceChildren();
  for (const { step, good, told } of steps) {
    const item = line(list, "li", `${good ? "✓" : "✗"} ${say[step]} `);
    line(item, "strong", good ? say.right : say.wrong);
    if (told.error) line(item, "p", told.error);
    if (told.texts) showTexts(item, told);
  }
  const all = steps.length === 4 && steps.every(({ good }) => good);
  verdict.textContent = all ? say.allRight : say.notRight;
  verdict.className = all ? "notice notice--success" : "notice notice--trouble";
}

async function checkEntry() {
  verdict.textContent = say.working;
  try {
    const answer = await fetch(say.proof);
    if (!answer.ok) throw new Error(String(answer.status));
    await check(await answer.arrayBuffer());
  } catch { verdict.textContent = say.away; }
}

const file = document.getElementById("check-file");
file.onclick = () => { file.value = ""; };  // choosing the same file again is asking again
file.onchange = async () => { if (file.files[0]) await check(await file.files[0].arrayBuffer()); };
const button = document.getElementById("check-entry");
if (button) button.onclick = checkEntry;
tool.hidden = false;
