# Run inside a booted Debian where the package is unpacked as /root/ipblock.deb: what the units are, and what an attacker could do who has the page's account.
set -u
dpkg -i /root/ipblock.deb >/root/dpkg.log 2>&1 || { cat /root/dpkg.log; exit 1; }
systemctl start ipblock
echo "service: $(systemctl is-active ipblock)"
echo "page: $(systemctl is-enabled ipblock-manager) $(systemctl is-active ipblock-manager)"
echo "settings before: $(stat -c '%a %U:%G' /etc/ipblock)"
link=$(ipblock-manager invite alice --role administrator)
systemctl start ipblock-manager
echo "page started: $(systemctl is-active ipblock-manager)"
echo "settings: $(stat -c '%a %U:%G' /etc/ipblock /etc/ipblock/ipblock.json | tr '\n' ' ')"
echo "accounts: $(stat -c '%a %U:%G' /var/lib/ipblock-manager /var/lib/ipblock-manager/accounts.db | tr '\n' ' ')"
echo "asked: $(curl -s "$link" | grep -o '<h1>[^<]*')"

page=$(systemctl show -p MainPID --value ipblock-manager)
as_page() {
    nsenter -t "$page" -m -- setpriv --reuid ipblock-manager --regid ipblock-conf --clear-groups --inh-caps=-all env PATH="$PATH" sh -c "$1" >/root/out 2>&1 && echo yes || echo no
}
echo "writes the log: $(as_page 'echo x >/var/log/ipblock/x')"
echo "reads the log: $(as_page 'cat /var/log/ipblock/state-service-*.json')"
echo "writes programs: $(as_page 'echo x >/usr/lib/ipblock/x')"
echo "writes other configuration: $(as_page 'echo x >/etc/x || echo x >/etc/default/ipblock-manager')"
echo "writes what the service keeps: $(as_page 'echo x >/var/lib/ipblock/last-good-ipblock.json')"
echo "reads passwords: $(as_page 'cat /etc/shadow')"
echo "sees homes: $(as_page 'ls /root || ls /home')"
echo "changes lists: $(as_page 'echo x >/var/lib/ipblock/lists/x && rm /var/lib/ipblock/lists/x')"
echo "changes settings: $(as_page 'ipblock config set enabled false --settings /etc/ipblock/ipblock.json')"
echo "root changes settings: $(ipblock config set mode report >/dev/null 2>&1 && echo yes || echo no)"
echo "changes them again: $(as_page 'ipblock config set enabled true --settings /etc/ipblock/ipblock.json')"
echo "history: $(ipblock config history | grep -cE 'ipblock-manager, ipblock|root, ipblock')"
echo "rights: $(stat -c '%a %U:%G' /etc/ipblock/ipblock.json)"
systemctl stop ipblock-manager
echo "without the page: $(systemctl is-active ipblock)"
dpkg --purge ipblock >/root/dpkg.log 2>&1 || { cat /root/dpkg.log; exit 1; }
echo "purged: $(getent passwd ipblock-manager || ls -d /etc/ipblock /var/lib/ipblock-manager 2>/dev/null)"
