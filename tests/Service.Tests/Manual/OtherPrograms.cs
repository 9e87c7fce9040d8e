namespace IpBlock.Service.Tests.Manual;

/// <summary>Programs other than <c>ipblock</c> in the shell blocks of the documents, each with who runs it, or why nobody does.</summary>
internal static class OtherPrograms
{
    private const string Walks = "run by the walks through the installations of the README";
    private const string Packages = "run by the tests of the packages";
    private const string Units = "run by the tests of the packages, under a real systemd";
    private const string Figures = "takes minutes and the whole machine; run by hand for the figures";
    private const string Another = "needs a second computer";

    public static readonly (string Begins, string Reason)[] All =
    [
        ("apt install ./ipblock_1.0.0_amd64.deb swaks", Walks),
        ("postconf -e", Walks),
        ("postfix reload", Walks),
        ("ip address", Walks),
        ("swaks --server 127.0.0.1", Walks),
        ("make -C /etc/mail", Walks),
        ("systemctl restart sendmail", Walks),
        ("apt install --no-install-recommends wixl msitools", "test.sh installs the same packages"),
        ("src/Installer/build.sh", Packages),
        ("packaging/debian/build.sh", Packages),
        ("systemctl enable --now ipblock-manager", Units),
        ("ipblock-manager invite", "the tests of the page invite in the same way"),
        ("ipblock-manager serve", "the tests of the page start it with the same options"),
        ("openssl ecparam", "run by the tests of the catalogue"),
        ("openssl ec", "run by the tests of the catalogue"),
        ("openssl dgst", "run by the tests of the catalogue"),
        ("jq", "takes a file apart for openssl"),
        ("base64", "takes a file apart for openssl"),
        ("postconf -n", "the tests of the import do it with a real Postfix"),
        ("postconf -X postscreen_dnsbl_sites", "takes a setting out of main.cf"),
        ("pmx-blocklist", "needs PureMessage"),
        ("rspamadm configdump", "needs Rspamd"),
        ("ssh", Another),
        ("createdb", "the tests of the fleet make their databases with it"),
        ("install", "puts a file in place on a server that has the package"),
        ("chmod 2770 /etc/ipblock", "opens the folder on a server that has the package"),
        ("find /etc/ipblock", "opens the files on a server that has the package"),
        ("systemctl daemon-reload", "reads the changed unit on a server that has the package"),
        ("systemctl restart ipblock", "starts the changed unit on a server that has the package"),
        ("cp /etc/ipblock/ipblock.json candidate.json", "copies a file"),
        ("printf", "prints what it is given"),
        ("sleep", "waits"),
        ("nc -q1 127.0.0.1 10040", "the tests of the policy service send the same request"),
        ("cut", "takes a column"),
        ("sort", "sorts"),
        ("dotnet build", Figures),
        ("dotnet tests/", Figures),
        ("dotnet tool restore", "test.sh does it"),
        ("dotnet stryker", Figures),
        ("cd tests/Common.Tests", "changes the folder"),
        ("nice -n -10 dotnet", Figures),
        ("nice -n -10 B mailserver", Figures),
        ("B mailserver", Figures),
    ];
}
