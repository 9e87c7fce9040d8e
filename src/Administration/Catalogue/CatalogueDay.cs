using System;
using System.Globalization;

namespace IpBlock.Administration.Catalogue;

/// <summary>A day as catalogues write it.</summary>
internal static class CatalogueDay
{
    public const string Cure = "write a date such as 2026-11-28";

    public static bool IsDay(string text) => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
