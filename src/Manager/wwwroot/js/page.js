// Colours, times in the viewer's zone, and the dialog of a lost connection. Nothing here knows anything of IpBlock.
const themes = ['light', 'dark', 'auto'];

function setTheme(theme, keep) {
    document.documentElement.dataset.theme = theme;
    for (const sheet of document.querySelectorAll('link[data-sheet]'))
        sheet.media = theme === 'auto' ? `(prefers-color-scheme: ${sheet.dataset.sheet})` : theme === sheet.dataset.sheet ? 'all' : 'not all';
    if (keep) {
        const path = new URL(document.baseURI).pathname;
        document.cookie = `ipblock-theme=${theme}; path=${path}; max-age=31536000; samesite=strict${location.protocol === 'https:' ? '; secure' : ''}`;
    }
    markTheme();
}

function markTheme() {
    for (const button of document.querySelectorAll('button[data-set-theme]'))
        button.setAttribute('aria-pressed', String(button.dataset.setTheme === document.documentElement.dataset.theme));
}

document.addEventListener('click', event => {
    const button = event.target.closest?.('button[data-set-theme]');
    if (button && themes.includes(button.dataset.setTheme))
        setTheme(button.dataset.setTheme, true);
});
new MutationObserver(changes => {
    if (changes.some(change => [...change.addedNodes].some(node => node.querySelector?.('[data-set-theme]'))))
        markTheme();
}).observe(document.body, { childList: true, subtree: true });
markTheme();

document.addEventListener('click', event => {
    if (event.target.closest?.('button[data-print]'))
        window.print();
});

// When a dialog is closed, the focus goes back to what it was opened with: soon, for whoever closes it may look for it too.
const dialog = '.rz-dialog-wrapper, [role="dialog"]';
let opener = null;
let hadDialog = false;
document.addEventListener('focusin', event => {
    if (!event.target.closest(dialog) && event.target !== document.body)
        opener = event.target;
});

function giveBack(tries) {
    if (document.querySelector(dialog) || !opener?.isConnected)
        return;
    if (!document.activeElement || document.activeElement === document.body)
        opener.focus();
    if (tries > 0)
        setTimeout(giveBack, 100, tries - 1);
}

new MutationObserver(() => {
    const hasDialog = document.querySelector(dialog) !== null;
    if (hadDialog && !hasDialog)
        giveBack(3);
    hadDialog = hasDialog;
}).observe(document.body, { childList: true, subtree: true });

// Copies what a field holds: data-copy names the field.
document.addEventListener('click', async event => {
    const button = event.target.closest?.('button[data-copy]');
    const field = button && document.getElementById(button.dataset.copy);
    if (!field)
        return;
    field.select();
    const said = button.parentElement.querySelector('[data-copied]');
    try {
        await navigator.clipboard.writeText(field.value);
        if (said)
            said.textContent = 'Copied.';
    } catch {
        if (said)
            said.textContent = 'Press Ctrl+C to copy.';
    }
});

const two = number => String(number).padStart(2, '0');
const day = time => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
const clock = (time, seconds) => `${two(time.getHours())}:${two(time.getMinutes())}${seconds ? ':' + two(time.getSeconds()) : ''}`;

// What Blazor has put into the element stays there untouched, for it may change it; what is seen is in the shadow tree.
class LocalTime extends HTMLElement {
    static observedAttributes = ['datetime', 'seconds'];

    connectedCallback() { this.show(); }

    attributeChangedCallback() { this.show(); }

    show() {
        const time = new Date(this.getAttribute('datetime'));
        if (Number.isNaN(time.getTime()))
            return;
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        root.textContent = `${day(time)} ${clock(time, this.hasAttribute('seconds'))}`;
        this.title = time.toISOString();
    }
}

customElements.define('local-time', LocalTime);

window.ipblock = {
    toUtc: local => { const time = new Date(local); return Number.isNaN(time.getTime()) ? null : time.toISOString(); },
    toLocal: utc => { const time = new Date(utc); return `${day(time)}T${clock(time, false)}`; },
};

// A session that has ended cannot be connected to again: the page is loaded anew, which leads to the sign-in.
async function leaveWhenSignedOut() {
    try {
        const answer = await fetch(document.baseURI, { redirect: 'manual', headers: { Accept: 'text/html' } });
        if (answer.type === 'opaqueredirect')
            location.reload();
    } catch {
        // The server is away: it is asked again with the next try to connect.
    }
}

const lost = document.getElementById('components-reconnect-modal');
if (lost) {
    lost.addEventListener('components-reconnect-state-changed', event => {
        const state = event.detail.state;
        lost.dataset.state = state;
        if (state === 'show' || state === 'retrying')
            leaveWhenSignedOut();
        if (state === 'hide')
            lost.close();
        else if (state === 'rejected')
            location.reload();
        else if (!lost.open)
            lost.showModal();
    });
    document.getElementById('components-reload-button').addEventListener('click', () => location.reload());
    document.getElementById('components-reconnect-button').addEventListener('click', async () => {
        if (!await Blazor.reconnect())
            location.reload();
    });
}
