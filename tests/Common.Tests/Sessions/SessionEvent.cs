using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Tests.Sessions;

internal enum Happening
{
    Connect, Helo, Ehlo, LogIn, LogOut, Bypass, OtherClient, Point, Recipient, RecipientAsKnown, UnknownRecipient, Headers, MessageOver, NextSession,
}

/// <summary>Something that happens in a session, with all that it may need.</summary>
internal sealed record SessionEvent(Happening What, string Client, string Name, string Recipient, bool IsHelo)
{
    public override string ToString() => $"{What}({Client}, {Name}, {Recipient})";

    public static Gen<SessionEvent> Any =>
        from what in Gen.Elements<Happening>([.. System.Enum.GetValues<Happening>(), Happening.Connect, Happening.Helo, Happening.Recipient, Happening.Recipient])
        from client in Gen.Elements(SessionWorld.Listed, SessionWorld.Allowed, SessionWorld.Unknown, SessionWorld.Unknown)
        from name in Gen.Elements(SessionWorld.GoodName, SessionWorld.BadName, SessionWorld.BadName, "")
        from recipient in Gen.Elements(SessionWorld.ExemptRecipient, SessionWorld.OtherRecipient)
        from isHelo in Gen.Elements(true, false)
        select new SessionEvent(what, client, name, recipient, isHelo);

    public static Gen<DoorKind> AnyDoor =>
        from reports in Gen.Elements(ReportHabit.OnceAndForEachHelo, ReportHabit.Once, ReportHabit.Always)
        from acceptsAfterHelo in Gen.Elements(true, false)
        from rejectAt in Gen.Elements(RejectAt.Connect, RejectAt.Connect, RejectAt.Recipient)
        select new DoorKind(reports, acceptsAfterHelo, rejectAt);
}
