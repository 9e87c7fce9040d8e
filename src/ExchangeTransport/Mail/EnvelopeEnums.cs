using System;

namespace Microsoft.Exchange.Data.Transport;

public enum DeliveryMethod
{
    Unknown = 0,
    File = 1,
    Mailbox = 2,
    Smtp = 3,
    DeliveryAgent = 4,
}

public enum DeliveryPriority
{
    High = 0,
    Normal = 1,
    Low = 2,
    None = 3,
}

public enum DsnFormatRequested
{
    NotSpecified = 0,
    Full = 1,
    Headers = 2,
}

public enum DsnType
{
    Failure = 1,
    Expanded = 2,
}

public enum DsnTypeRequested
{
    NotSpecified = 0,
    Success = 1,
    Failure = 2,
    Delay = 4,
    Never = 8,
}

public enum RecipientCategory
{
    Unknown = 0,
    InSameOrganization = 1,
    InDifferentOrganization = 2,
    Incoming = 3,
}
