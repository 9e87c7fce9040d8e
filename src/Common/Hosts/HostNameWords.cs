using System.Collections.Generic;

namespace IpBlock.Hosts;

/// <summary>
/// The words by which providers name their lines and servers, in the languages in which they do. Words that both have (client, access, host, net, rev) are not
/// among them. Of two that stand in one token the earlier one counts, so those that let a name be come first.
/// </summary>
internal static class HostNameWords
{
    private static readonly HostNameWord[] None = [];
    private static readonly List<HostNameWord> All = [];
    private static readonly HostNameWord[][] ByLetter = new HostNameWord['z' + 1][];
    private static readonly HostNameWord[] Parts;

    static HostNameWords()
    {
        Add(WordKind.Mail, WordPlace.Either, "mail smtp mta relay");
        Add(WordKind.Mail, WordPlace.Start, "mx");
        Add(WordKind.Mail, WordPlace.Whole, "mout mailer out outbound outgoing bounce bounces newsletter exchange postfix exim zimbra lists listserv correo poczta posta imap antispam");
        Add(WordKind.Server, WordPlace.Either, "static estatic statisch statique statico business server servers srv vps hosting hosted cloud colo");
        Add(WordKind.Server, WordPlace.Whole, "sta stat fix fixed fixe fixip biz corp corporate company corporativo enterprise office commercial sme sdsl leased dedicated dedicado dedi dia rrcs wsip");
        Add(WordKind.Server, WordPlace.Whole, "b2b housing vm vds vmi compute instance instances datacenter dcenter idc dc ns www web cpanel plesk gw gateway fw firewall vpn proxy ec2 ecs members");
        Add(WordKind.Dynamic, WordPlace.Whole, "dyn dynamic dynamicip dynip dialup pppoe");
        Add(WordKind.Line, WordPlace.Either, "dsl adsl vdsl xdsl dynamic dyn dialup broadband bredband laajakaista cable dhcp pool pppoe ppp ftth fttb fttx catv mobile");
        Add(WordKind.Line, WordPlace.Start, "wifi wlan wireless hotspot dial gprs umts lte kabel");
        Add(WordKind.Line, WordPlace.End, "cust customer customers subscriber");
        Add(WordKind.Line, WordPlace.Whole, "subs subscribers user users cpe abo abonent home res resi resnet residential retail priv guest student dorm eduroam");
        Add(WordKind.Line, WordPlace.Whole, "cm modem hsd hsi hfc docsis fttc fttp gpon pon wimax gsm cdma 3g 4g 5g isdn bb bbcust dip pools ras bras bng cgn cgnat nat surfer chello fios lightspeed speedy fbx fbxo");
        Parts = All.FindAll(static word => word.IsPart).ToArray();
        for (var letter = 0; letter < ByLetter.Length; letter++)
            ByLetter[letter] = All.FindAll(word => word.Text[0] == letter).ToArray();
    }

    /// <summary>The word that the token is, or has at its start or end; null when it says nothing.</summary>
    /// <param name="name">In lower case.</param>
    /// <param name="start">Where the token begins.</param>
    /// <param name="end">Where it ends.</param>
    public static HostNameWord? Find(string name, int start, int end)
    {
        foreach (var word in name[start] < ByLetter.Length ? ByLetter[name[start]] : None)
        {
            if (word.Is(name, start, end))
                return word;
        }

        foreach (var word in Parts)
        {
            if (word.IsIn(name, start, end))
                return word;
        }

        return null;
    }

    private static void Add(WordKind kind, WordPlace place, string words)
    {
        foreach (var word in words.Split(' '))
            All.Add(new HostNameWord(word, kind, place));
    }
}
