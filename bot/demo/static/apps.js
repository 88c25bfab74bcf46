// The menu of a message, as Discord has it: right-click, Apps, and what the bot does with a message.
// The simulator's page knows clicks and slash commands alone; it reads its state again by itself, and so shows the form.
"use strict";

const capability = location.hash.slice(1);
let menu = null;

function close() {
  menu?.remove();
  menu = null;
}

async function ask(body) {
  const answer = await fetch("/api/action", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Simcord-Capability": capability,
      "X-Simcord-Context": window.simcordPreview.contextId,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
  return answer.json();
}

function item(label, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.textContent = label;
  button.addEventListener("click", choose);
  return button;
}

function say(words, where) {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = words;
  where.replaceChildren(line);
}

async function run(command, message, chosenIn) {
  // One press runs it once, and what is opened meanwhile is not closed with this menu.
  for (const button of chosenIn.querySelectorAll("button")) button.disabled = true;
  try {
    const { problem } = await ask({ kind: "message_command", command, message });
    if (problem) say(problem, chosenIn);
    else if (menu === chosenIn) close();
  } catch (wrong) {
    say(wrong.message, chosenIn);
  }
}

async function list(message, opened) {
  const { commands } = await ask({ kind: "message_commands" });
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.append(...commands.map((command) => item(command, () => run(command, message, opened))));
  return group;
}

function open(event, message) {
  close();
  const opened = document.createElement("div");
  menu = opened;
  menu.className = "apps-menu";
  menu.setAttribute("role", "menu");
  const apps = item("Apps ▸", async () => {
    apps.disabled = true;
    try {
      const group = await list(message, opened);
      apps.after(group);
      group.querySelector("button")?.focus();
      keepInside();
    } catch (wrong) {
      say(wrong.message, opened);
    }
  });
  menu.append(apps);
  menu.style.left = `${event.clientX}px`;
  menu.style.top = `${event.clientY}px`;
  document.body.append(menu);
  keepInside();
  apps.focus();
}

function keepInside() {
  if (!menu) return;
  const { right, bottom, width, height } = menu.getBoundingClientRect();
  if (right > innerWidth) menu.style.left = `${Math.max(0, innerWidth - width)}px`;
  if (bottom > innerHeight) menu.style.top = `${Math.max(0, innerHeight - height)}px`;
}

document.addEventListener("contextmenu", (event) => {
  const message = event.target.closest("[data-message-id]")?.dataset.messageId;
  if (!message || !window.simcordPreview?.contextId) return;
  event.preventDefault();
  open(event, message);
});
document.addEventListener("pointerdown", (event) => {
  if (menu && !menu.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
