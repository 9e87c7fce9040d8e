# Begins a walk, inside a booted Debian: what a Debian has that an administrator begins with, a mail server. $server is its name, and its packages are in the folder mail.
set -eu
export DEBIAN_FRONTEND=noninteractive
cd /root
# Made by the set-up of packages that were copied here.
[ -e /usr/bin/awk ] || ln -s mawk /usr/bin/awk
for kind in auth account password session; do
    [ -e /etc/pam.d/common-$kind ] || echo "$kind required pam_permit.so" >/etc/pam.d/common-$kind
done
echo 'postfix postfix/main_mailer_type select Internet Site' | debconf-set-selections
dpkg -i mail/*.deb >/root/dpkg.log 2>&1 || { cat /root/dpkg.log; exit 1; }
systemctl daemon-reload
if [ "$server" = sendmail ]; then
    # Otherwise it refuses connections while this machine is busy with other tests.
    sed -i "s/^MAILER_DEFINITIONS/define(\`confREFUSE_LA', \`100000')dnl\ndefine(\`confQUEUE_LA', \`100000')dnl\n&/" /etc/mail/sendmail.mc
fi
systemctl restart "$server"
[ "$server" != postfix ] || until postfix status 2>/dev/null; do sleep 0.2; done

# Says a line to a mail server until the client is rejected by a list: a change is in effect within five seconds. Debian's Sendmail takes ten connections a minute.
rejected() {
    for try in $(seq 20); do
        "$@" >/root/said 2>&1 || true
        ! grep -q 'has been blocked' /root/said || break
        sleep 6
    done
    cat /root/said
}
