using System;
using System.Reflection;

namespace IpBlock.ExchangeTransport.Surface;

internal static class Access
{
    public static string Of(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public => "public",
        MethodAttributes.Family => "protected",
        MethodAttributes.FamORAssem => "protected internal",
        MethodAttributes.FamANDAssem => "private protected",
        MethodAttributes.Assembly => "internal",
        _ => "private",
    };

    public static bool IsVisible(string access) => access is "public" or "protected" or "protected internal";

    public static string Modifiers(MethodAttributes attributes) =>
        Of(attributes) + " " + (attributes.HasFlag(MethodAttributes.Static) ? "static " : Inheritance(attributes));

    private static string Inheritance(MethodAttributes attributes)
    {
        var isNew = attributes.HasFlag(MethodAttributes.NewSlot);
        if (!attributes.HasFlag(MethodAttributes.Virtual))
            return "";
        if (attributes.HasFlag(MethodAttributes.Abstract))
            return "abstract ";
        if (attributes.HasFlag(MethodAttributes.Final))
            return isNew ? "[final newslot] " : "sealed override ";
        return isNew ? "virtual " : "override ";
    }
}
