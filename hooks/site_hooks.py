"""Lets this repository use its own plugin without installing it: settings stand below `extra.symptom_site`."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from symptom_checker_workshop.problem import did_you_mean
from symptom_site.mkdocs_plugin import NAME, SiteConfig, SymptomSite

_plugin = SymptomSite()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the settings, then go on as the plugin does; raises PluginError with everything that is wrong in them."""
    given, known = config.extra.get(NAME) or {}, [name for name, _ in SiteConfig._schema]
    errors, _ = _plugin.load_config(given, config_file_path=config.config_file_path)
    said = [f"{key}: {error}" for key, error in errors]
    said += [f"{key}: is not a setting, {did_you_mean(key, known)}" for key in given if key not in known]
    if said:
        raise PluginError("\n".join(f"mkdocs.yml: extra.{NAME}.{line}" for line in said))
    return _plugin.on_config(config)


on_files = _plugin.on_files
on_nav = _plugin.on_nav
on_env = _plugin.on_env
on_pre_page = _plugin.on_pre_page
on_page_content = _plugin.on_page_content
on_page_context = _plugin.on_page_context
on_post_page = _plugin.on_post_page
on_post_template = _plugin.on_post_template
on_post_build = _plugin.on_post_build
