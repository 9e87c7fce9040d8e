using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>What Windows Installer takes for granted and nobody checks here: its own validation does not run under wine.</summary>
[Collection(PackageTests.Name)]
public sealed class TableTests(BuiltPackages packages)
{
    [Fact]
    public async Task Every_cell_is_of_its_column_s_type_and_every_key_is_there_once()
    {
        foreach (var table in await AllAsync())
        {
            var flaws = table.Rows.SelectMany(row => table.Columns.Select((column, at) => (column, flaw: table.Flaw(row, at)))).Where(static cell => cell.flaw is not null);
            Assert.True(!flaws.Any(), table.Name + ": " + string.Join(", ", flaws));
            var keys = table.Rows.Select(row => string.Join('|', table.Keys.Select(key => row[key]))).ToList();
            Assert.True(keys.Distinct(StringComparer.Ordinal).Count() == keys.Count, table.Name + " has a key twice");
        }
    }

    [Theory]
    [InlineData("Component", "Directory_", "Directory")]
    [InlineData("Condition", "Feature_", "Feature")]
    [InlineData("CreateFolder", "Component_", "Component")]
    [InlineData("CreateFolder", "Directory_", "Directory")]
    [InlineData("Directory", "Directory_Parent", "Directory")]
    [InlineData("Environment", "Component_", "Component")]
    [InlineData("Feature", "Directory_", "Directory")]
    [InlineData("Feature", "Feature_Parent", "Feature")]
    [InlineData("FeatureComponents", "Component_", "Component")]
    [InlineData("FeatureComponents", "Feature_", "Feature")]
    [InlineData("File", "Component_", "Component")]
    [InlineData("MsiFileHash", "File_", "File")]
    [InlineData("MsiLockPermissionsEx", "LockObject", "CreateFolder")]
    [InlineData("Registry", "Component_", "Component")]
    [InlineData("RemoveFile", "Component_", "Component")]
    [InlineData("ServiceControl", "Component_", "Component")]
    [InlineData("ServiceInstall", "Component_", "Component")]
    [InlineData("Shortcut", "Component_", "Component")]
    [InlineData("Shortcut", "Directory_", "Directory")]
    public async Task A_reference_leads_somewhere(string table, string column, string target)
    {
        var there = (await MsiTable.ReadAsync(packages.First, target)).Rows.SelectMany(static row => row.Values).ToHashSet(StringComparer.Ordinal);
        Assert.All((await MsiTable.ReadAsync(packages.First, table)).Column(column).Where(static value => value.Length > 0), value => Assert.Contains(value, there));
    }

    [Fact]
    public async Task Each_component_has_a_GUID_of_its_own_is_for_64_bits_has_a_key_path_and_belongs_to_a_feature()
    {
        var components = await MsiTable.ReadAsync(packages.First, "Component");
        Assert.All(components.Column("ComponentId"), static guid => Assert.Matches(@"^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$", guid));
        Assert.Equal(components.Rows.Count, components.Column("ComponentId").Distinct(StringComparer.Ordinal).Count());
        Assert.All(components.Column("Attributes"), static attributes => Assert.Equal(256, int.Parse(attributes, CultureInfo.InvariantCulture) & 256));
        var used = (await MsiTable.ReadAsync(packages.First, "FeatureComponents")).Column("Component_").ToHashSet(StringComparer.Ordinal);
        Assert.All(components.Column("Component"), name => Assert.Contains(name, used));
        var files = (await MsiTable.ReadAsync(packages.First, "File")).Column("File");
        var values = (await MsiTable.ReadAsync(packages.First, "Registry")).Column("Registry");
        Assert.All(components.Column("KeyPath").Where(static key => key.Length > 0), key => Assert.Contains(key, files.Concat(values)));
    }

    [Fact]
    public async Task The_settings_are_never_overwritten_and_never_removed()
    {
        var components = await MsiTable.ReadAsync(packages.First, "Component");
        Assert.Equal("400", components.Row("Settings")["Attributes"]);
        Assert.Equal("272", components.Row("Log")["Attributes"]);
        Assert.Equal("272", components.Row("Lists")["Attributes"]);
    }

    [Fact]
    public async Task Nobody_but_the_services_and_administrators_reads_the_settings()
    {
        var rights = await MsiTable.ReadAsync(packages.First, "MsiLockPermissionsEx");
        Assert.Equal("O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;NS)", rights.Row("SettingsRights")["SDDLText"]);
        Assert.All(rights.Column("Condition"), static condition => Assert.Equal("NOT Installed AND NOT WIX_UPGRADE_DETECTED", condition));
    }

    [Fact]
    public async Task What_wixl_leaves_out_says_the_same_as_the_source()
    {
        var source = await File.ReadAllTextAsync(Repository.File("src", "Installer", "Components.wxs"))
            + await File.ReadAllTextAsync(Repository.File("src", "Installer", "IpBlock.wxs"));
        var rights = await MsiTable.ReadAsync(packages.First, "MsiLockPermissionsEx");
        Assert.All(rights.Rows, row => Assert.Contains($"<PermissionEx Id=\"{row["MsiLockPermissionsEx"]}\" Sddl=\"{row["SDDLText"]}\">", source));
        Assert.Equal(rights.Rows.Count, source.Split("<PermissionEx ").Length - 1);
        Assert.Contains("Name=\"PATH\" Action=\"set\" Part=\"last\" System=\"yes\"", source);
        Assert.Equal("=-*PATH", (await MsiTable.ReadAsync(packages.First, "Environment")).Row("ToolsOnPath")["Name"]);

        Assert.Equal("before.json", (await MsiTable.ReadAsync(packages.First, "RemoveFile")).Row("RemoveState")["FileName"]);
        Assert.Contains("<RemoveFile Id=\"RemoveState\" Directory=\"AgentRootFolder\" Name=\"before.json\" On=\"uninstall\" />", source);
        Assert.Equal("task.xml", (await MsiTable.ReadAsync(packages.First, "RemoveFile")).Row("RemoveTaskState")["FileName"]);
        Assert.Contains("<RemoveFile Id=\"RemoveTaskState\" Directory=\"ToolsFolder\" Name=\"task.xml\" On=\"uninstall\" />", source);

        var conditions = (await MsiTable.ReadAsync(packages.First, "Condition")).Rows;
        Assert.Equal(["Page 0", "Service 0"], conditions.Select(static row => $"{row["Feature_"]} {row["Level"]}").Order(StringComparer.Ordinal));
        Assert.All(conditions, row => Assert.Contains($"<Condition Level=\"0\">{row["Condition"]}</Condition>", source));

        var secure = (await MsiTable.ReadAsync(packages.First, "Property")).Row("SecureCustomProperties")["Value"].Split(';');
        var marked = Regex.Matches(source, "<Property Id=\"(?<name>[A-Z0-9]+)\" Secure=\"yes\"", RegexOptions.NonBacktracking).Select(static match => match.Groups["name"].Value);
        Assert.Equal(marked.Concat(["WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED"]).Order(StringComparer.Ordinal), secure.Order(StringComparer.Ordinal));

        var actions = await MsiTable.ReadAsync(packages.First, "CustomAction");
        Assert.All(Regex.Matches(source, "CustomAction Id=\"(?<name>\\w+)\"[^>]*Execute=\"rollback\"", RegexOptions.NonBacktracking), match => Assert.Equal("3442", actions.Row(match.Groups["name"].Value)["Type"]));
    }

    [Fact]
    public async Task Scripts_run_within_the_transaction_each_after_its_undoing()
    {
        var order = (await MsiTable.ReadAsync(packages.First, "InstallExecuteSequence")).Rows
            .ToDictionary(static row => row["Action"], static row => int.Parse(row["Sequence"], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.Equal(order.Count, order.Values.Distinct().Count());
        Assert.Equal(order["InstallInitialize"] + 1, order["RemoveExistingProducts"]);
        foreach (var (undo, action) in new[] { ("UndoInstallAgent", "InstallAgent"), ("UndoInstallAgent", "RepairAgent"), ("UndoUninstallAgent", "UninstallAgent"), ("UndoAddTask", "AddTask"),
            ("UndoSetUpService", "SetUpService"), ("UndoTakeServiceRights", "TakeServiceRights") })
        {
            Assert.InRange(order[undo], order["InstallInitialize"], order[action]);
            Assert.InRange(order[action], order["InstallInitialize"], order["InstallFinalize"]);
        }

        Assert.True(order["UninstallAgent"] < order["RemoveFiles"] && order["RemoveTask"] < order["RemoveFiles"]);
        Assert.True(order["StopServices"] < order["TakeServiceRights"] && order["TakeServiceRights"] < order["DeleteServices"]);
        Assert.True(order["SetUpService"] > order["InstallServices"] && order["SetUpService"] > order["InstallAgent"] && order["SetUpService"] > order["AddTask"]);
        Assert.True(order["InstallAgent"] > order["InstallFiles"] && order["InstallAgent"] > order["WriteRegistryValues"]);
        Assert.True(order["AppSearch"] < order["RememberFolder"] && order["RememberFolder"] < order["CostInitialize"]);
        var actions = (await MsiTable.ReadAsync(packages.First, "CustomAction")).Column("Action");
        Assert.All(actions.Where(static name => name != "ShowAgent"), name => Assert.Contains(name, order.Keys));
    }

    [Fact]
    public async Task The_service_has_an_account_of_its_own_needs_nothing_and_is_needed_by_nothing()
    {
        var service = Assert.Single((await MsiTable.ReadAsync(packages.First, "ServiceInstall")).Rows, static row => row["Name"] == "IpBlock");
        Assert.Equal(("IpBlock", @"NT SERVICE\IpBlock", "", "serve"), (service["Name"], service["StartName"], service["Password"], service["Arguments"]));
        // Its own process (16), started by nobody (3) until the script has given it its rights, and without the bit 32768 that would make an installation fail with it.
        Assert.Equal(("16", "3", "1"), (service["ServiceType"], service["StartType"], service["ErrorControl"]));
        Assert.Equal("", service["Dependencies"]);
        var component = (await MsiTable.ReadAsync(packages.First, "Component")).Row(service["Component_"]);
        Assert.Equal("ipblock-service.exe", (await MsiTable.ReadAsync(packages.First, "File")).Row(component["KeyPath"])["FileName"].Split('|')[^1]);

        // Stopped before files are replaced (2) or removed (32), and then removed (128); started by the script, whose failure stops nothing.
        var control = Assert.Single((await MsiTable.ReadAsync(packages.First, "ServiceControl")).Rows, static row => row["Name"] == "IpBlock");
        Assert.Equal(("IpBlock", "162", "1"), (control["Name"], control["Event"], control["Wait"]));
        var actions = await MsiTable.ReadAsync(packages.First, "CustomAction");
        foreach (var action in new[] { "SetUpService", "TakeServiceRights" })
            Assert.Equal(64, int.Parse(actions.Row(action)["Type"], CultureInfo.InvariantCulture) & 64);
    }

    [Fact]
    public async Task The_service_comes_with_the_tools_by_default_and_not_on_Windows_before_10()
    {
        var feature = (await MsiTable.ReadAsync(packages.First, "Feature")).Row("Service");
        Assert.Equal(("Tools", "1"), (feature["Feature_Parent"], feature["Level"]));
        var condition = Assert.Single((await MsiTable.ReadAsync(packages.First, "Condition")).Rows, static row => row["Feature_"] == "Service")["Condition"];
        Assert.True(MsiCondition.IsTrue(condition, new Dictionary<string, string>(StringComparer.Ordinal)));
        Assert.False(MsiCondition.IsTrue(condition, new Dictionary<string, string>(StringComparer.Ordinal) { ["WINDOWS10"] = "#10" }));
        var used = (await MsiTable.ReadAsync(packages.First, "FeatureComponents")).Rows;
        Assert.DoesNotContain(used, static row => row["Feature_"] == "Agent" && row["Component_"] == "ServiceFiles");
        Assert.Contains(used, static row => row["Feature_"] == "Service" && row["Component_"] == "EventSource");
    }

    [Fact]
    public async Task The_page_has_an_account_of_its_own_and_is_off_until_its_script_has_given_it_its_rights()
    {
        var service = Assert.Single((await MsiTable.ReadAsync(packages.First, "ServiceInstall")).Rows, static row => row["Name"] == "IpBlockManager");
        Assert.Equal((@"NT SERVICE\IpBlockManager", "16", "3", "1"), (service["StartName"], service["ServiceType"], service["StartType"], service["ErrorControl"]));
        Assert.Equal(@"serve ""@[SettingsFolder]manager\options.txt""", service["Arguments"]);
        var component = (await MsiTable.ReadAsync(packages.First, "Component")).Row(service["Component_"]);
        Assert.Equal("ipblock-manager.exe", (await MsiTable.ReadAsync(packages.First, "File")).Row(component["KeyPath"])["FileName"].Split('|')[^1]);
        var control = Assert.Single((await MsiTable.ReadAsync(packages.First, "ServiceControl")).Rows, static row => row["Name"] == "IpBlockManager");
        Assert.Equal(("162", "1"), (control["Event"], control["Wait"]));
        var sequence = (await MsiTable.ReadAsync(packages.First, "InstallExecuteSequence")).Row("SetUpPage");
        var states = new Dictionary<string, string>(StringComparer.Ordinal) { ["&Page"] = "3" };
        Assert.False(MsiCondition.IsTrue(sequence["Condition"], states)); // a first installation leaves it off
        states["PAGESTART"] = "#2";
        Assert.True(MsiCondition.IsTrue(sequence["Condition"], states)); // an upgrade of one that was on has it on
        foreach (var action in new[] { "SetUpPage", "TakePageRights" })
            Assert.Equal(64, int.Parse((await MsiTable.ReadAsync(packages.First, "CustomAction")).Row(action)["Type"], CultureInfo.InvariantCulture) & 64);
    }

    [Fact]
    public async Task The_page_shares_the_runtime_with_the_tools_and_has_what_a_browser_is_sent_in_folders_of_its_own()
    {
        var feature = (await MsiTable.ReadAsync(packages.First, "Feature")).Row("Page");
        Assert.Equal(("Tools", "1"), (feature["Feature_Parent"], feature["Level"]));
        var files = (await MsiTable.ReadAsync(packages.First, "File")).Rows.Select(static row => (row["Component_"], Name: row["FileName"].Split('|')[^1])).ToList();
        Assert.Single(files, static file => file.Name == "coreclr.dll");
        foreach (var name in new[] { "ipblock-manager.dll", "ipblock-manager.deps.json", "ipblock-manager.runtimeconfig.json", "ipblock-manager.staticwebassets.endpoints.json", "Radzen.Blazor.dll", "e_sqlite3.dll", "page.css", "blazor.web.js" })
            Assert.Single(files, file => file.Name == name);
        var folders = (await MsiTable.ReadAsync(packages.First, "Directory")).Rows.Select(static row => row["DefaultDir"].Split('|')[^1]).ToList();
        foreach (var name in new[] { "wwwroot", "_framework", "_content", "Radzen.Blazor", "css", "js" })
            Assert.Contains(name, folders);
    }

    [Fact]
    public async Task Files_are_numbered_through_and_the_cabinet_holds_them_all()
    {
        var files = await MsiTable.ReadAsync(packages.First, "File");
        var numbers = files.Column("Sequence").Select(static number => int.Parse(number, CultureInfo.InvariantCulture)).Order();
        Assert.Equal(Enumerable.Range(1, files.Rows.Count), numbers);
        Assert.Equal(files.Rows.Count.ToString(CultureInfo.InvariantCulture), (await MsiTable.ReadAsync(packages.First, "Media")).Rows.Single()["LastSequence"]);
    }

    [Theory]
    [InlineData("", "Exchange is not installed on this server.")]
    [InlineData("EXCHANGE2010=#14", "Exchange Server 2010 is installed on this server, but it is too old.")]
    [InlineData("EXCHANGEMAJOR=#15", "but not the Edge Transport or Mailbox role")]
    [InlineData("EXCHANGEMAJOR=#15;EDGEROLE=15.2", null)]
    [InlineData("EXCHANGEMAJOR=#15;FRONTENDROLE=15.2;HUBROLE=15.2;EXCHANGE2010=#14", null)]
    [InlineData("ALLOWWITHOUTEXCHANGE=1", null)]
    [InlineData("Installed=1", null)]
    [InlineData("EXCHANGEMAJOR=#15;EDGEROLE=15.2;WIX_DOWNGRADE_DETECTED={1}", "A later version of IpBlock is installed.")]
    public async Task A_server_is_refused_with_one_sentence_that_says_why(string server, string? sentence)
    {
        var properties = server.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        properties["VersionNT64"] = "1000";
        var refusals = (await MsiTable.ReadAsync(packages.First, "LaunchCondition")).Rows.Where(row => !MsiCondition.IsTrue(row["Condition"], properties)).Select(static row => row["Description"]);
        if (sentence is null)
            Assert.Empty(refusals);
        else
            Assert.Contains(sentence, Assert.Single(refusals));
    }

    [Fact]
    public async Task The_two_versions_are_one_product_line()
    {
        var (first, second) = (await MsiTable.ReadAsync(packages.Small, "Property"), await MsiTable.ReadAsync(packages.Second, "Property"));
        Assert.Equal(first.Row("UpgradeCode")["Value"], second.Row("UpgradeCode")["Value"]);
        Assert.NotEqual(first.Row("ProductCode")["Value"], second.Row("ProductCode")["Value"]);
        var components = (await MsiTable.ReadAsync(packages.Second, "Component")).Column("ComponentId").Order(StringComparer.Ordinal);
        Assert.Equal((await MsiTable.ReadAsync(packages.First, "Component")).Column("ComponentId").Order(StringComparer.Ordinal), components); // of the whole package
    }

    private async Task<IReadOnlyList<MsiTable>> AllAsync()
    {
        var tables = new List<MsiTable>();
        foreach (var name in await MsiTable.NamesAsync(packages.First))
            tables.Add(await MsiTable.ReadAsync(packages.First, name));
        return tables;
    }
}
