using System;

namespace IpBlock.Service.Milter;

/// <summary>Steps of an SMTP session that a milter can ask not to hear of, or not to answer (SMFIP_).</summary>
[Flags]
internal enum Steps : uint
{
    None = 0,
    NoConnect = 0x1,
    NoHelo = 0x2,
    NoMail = 0x4,
    NoRecipient = 0x8,
    NoBody = 0x10,
    NoHeaders = 0x20,
    NoEndOfHeaders = 0x40,
    HeaderUnanswered = 0x80,
    NoUnknown = 0x100,
    NoData = 0x200,
    MailUnanswered = 0x4000,
}

/// <summary>What a milter may do to a message (SMFIF_). This one marks it at most.</summary>
[Flags]
internal enum Actions : uint
{
    None = 0,

    /// <summary>It adds header fields.</summary>
    AddHeaders = 0x1,

    /// <summary>It removes header fields.</summary>
    ChangeHeaders = 0x10,

    /// <summary>It names the macros it wants, instead of taking what the mail server's configuration lists.</summary>
    NameMacros = 0x100,
}
